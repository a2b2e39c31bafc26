using System.Globalization;
using DataExport.Core.Database;
using DataExport.Core.Organizations;
using DataExport.Web.Api.Access;
using DataExport.Web.Api.Errors;
using DataExport.Web.Api.Limits;
using DataExport.Web.Api.Organizations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Web.Api.Users;

/// <summary><c>users/me/</c>: who am I.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder api) =>
        api.MapGet("users/me", MeAsync).WithMetadata(new RateLimitGroup("users"));

    private static async Task<Results<Ok<MeJson>, ApiError>> MeAsync(
        ApiCaller caller, AccessRules rules, IDbContextFactory<AppDbContext> databases, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        if (await database.Users.AsNoTracking().FirstOrDefaultAsync(row => row.Id == caller.Caller.UserId, cancellationToken) is not { } user)
        {
            // The account went while its session was still believed.
            return ApiError.NoCredentials;
        }

        var organizations = await rules.ListAsync(caller.Caller, cancellationToken);
        return TypedResults.Ok(new MeJson(
            user.Id.ToString(CultureInfo.InvariantCulture),
            user.Email,
            user.UserName,
            user.TimeZone,
            user.IsInstanceAdmin,
            caller.Caller.TokenScopes?.Order(StringComparer.Ordinal).ToArray(),
            [.. organizations.Select(OrganizationJson.From)]));
    }
}
