using DataExport.Core.Database;

namespace DataExport.Web.Api.Errors;

/// <summary>
/// Answers 503 with Retry-After (RFC 9110 §15.6.4) when a database is locked or its disk is full, wherever in a call of the API
/// that shows, authentication included.
/// </summary>
internal sealed partial class DatabaseTroubleMiddleware(RequestDelegate next, ILogger<DatabaseTroubleMiddleware> logger)
{
    private const string Seconds = "5";
    private static readonly ApiError Unavailable = ApiError.Detail(
        StatusCodes.Status503ServiceUnavailable, "The database cannot be used at the moment. Please try again in a few seconds; if it goes on, tell the administrator.");

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (DatabaseTrouble.IsCauseOf(exception) && !context.Response.HasStarted)
        {
            LogTrouble(exception, context.Request.Method, context.GetEndpoint()?.DisplayName);
            context.Response.Clear();
            context.Response.Headers.RetryAfter = Seconds;
            await Unavailable.ExecuteAsync(context);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The database could not be used for a call of the API: {Method} {Endpoint}")]
    private partial void LogTrouble(Exception exception, string method, string? endpoint);
}
