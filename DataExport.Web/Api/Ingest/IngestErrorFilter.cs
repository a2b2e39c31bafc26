namespace DataExport.Web.Api.Ingest;

/// <summary>Turns what the server refuses while a body is read, and a defect of ours, into an answer of the form that SDKs expect.</summary>
internal sealed partial class IngestErrorFilter(ILogger<IngestErrorFilter> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (BadHttpRequestException refusal)
        {
            return IngestAnswer.Error(refusal.StatusCode, "The body of the request could not be read.", [refusal.Message]);
        }
        catch (Exception exception) when (!context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            LogDefect(exception, context.HttpContext.GetEndpoint()?.DisplayName);
            return IngestAnswer.Error(StatusCodes.Status500InternalServerError, "Something went wrong on our side. Please send it again later.", []);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Events could not be taken in: {Endpoint}")]
    private partial void LogDefect(Exception exception, string? endpoint);
}
