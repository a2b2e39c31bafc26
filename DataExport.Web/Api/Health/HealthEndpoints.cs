using DataExport.Core.Database;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Web.Api.Health;

/// <summary><c>/health/live</c>: the process answers; <c>/health/ready</c>: database and storage can serve. Open to everybody, and tells no more.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/health").AnswerHead().AllowAnonymous();
        group.MapGet("/live", () => TypedResults.Ok(new HealthJson("ok")));
        group.MapGet("/ready", ReadyAsync);
    }

    private static async Task<Results<Ok<HealthJson>, JsonHttpResult<HealthJson>>> ReadyAsync(
        IDbContextFactory<AppDbContext> databases, DataDirectory directory, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var ready = Directory.Exists(directory.Path) && await database.Database.CanConnectAsync(cancellationToken);
        return ready
            ? TypedResults.Ok(new HealthJson("ok"))
            : TypedResults.Json(new HealthJson("unavailable"), statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
