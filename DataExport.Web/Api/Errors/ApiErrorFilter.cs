using DataExport.Core.Database;

namespace DataExport.Web.Api.Errors;

/// <summary>Turns what the server refuses while a body is read (too large, cut off), and a defect of ours, into an answer of the API.</summary>
internal sealed partial class ApiErrorFilter(ILogger<ApiErrorFilter> logger) : IEndpointFilter
{
    private static readonly ApiError Internal = ApiError.Detail(
        StatusCodes.Status500InternalServerError, "Something went wrong on our side. Please try again; if it happens again, tell the administrator.");

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (BadHttpRequestException refusal)
        {
            return ApiError.Detail(refusal.StatusCode, refusal.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? "The body of the request is too large."
                : "The request could not be read.");
        }
        catch (Exception exception) when (!DatabaseTrouble.IsCauseOf(exception) && !context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            LogDefect(exception, context.HttpContext.GetEndpoint()?.DisplayName);
            return Internal;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "A call of the API failed: {Endpoint}")]
    private partial void LogDefect(Exception exception, string? endpoint);
}
