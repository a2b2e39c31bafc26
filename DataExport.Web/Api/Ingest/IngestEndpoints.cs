using DataExport.Core.Events.Ingesting;

namespace DataExport.Web.Api.Ingest;

/// <summary><c>POST /api/{project_id}/envelope/</c> and <c>/store/</c>: where SDKs send to. They know a key, not an account.</summary>
internal static class IngestEndpoints
{
    private const string KeyParameter = "sentry_key";

    public static void MapIngestion(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/{project:int}").AllowAnonymous().AddEndpointFilter(IngestCors.Add).AddEndpointFilter<IngestErrorFilter>();
        foreach (var name in new[] { "envelope", "store" })
        {
            group.MapMethods(name, [HttpMethods.Options], IngestCors.Preflight);
        }

        group.MapPost("envelope", (int project, HttpContext context, Ingestion ingestion, CancellationToken cancellationToken) =>
            TakeAsync(project, context, ingestion.TakeEnvelopeAsync, cancellationToken));
        group.MapPost("store", (int project, HttpContext context, Ingestion ingestion, CancellationToken cancellationToken) =>
            TakeAsync(project, context, ingestion.TakeEventAsync, cancellationToken));
    }

    private static async Task<IResult> TakeAsync(
        int project, HttpContext context, Func<IngestRequest, Stream, CancellationToken, Task<IngestResult>> take, CancellationToken cancellationToken)
    {
        var request = context.Request;
        if (request.ContentLength > IngestLimits.CompressedBytes)
        {
            return IngestAnswer.Error(
                StatusCodes.Status413PayloadTooLarge, $"The body is too large: it may have {IngestLimits.CompressedBytes} bytes as it is sent.", []);
        }

        var keys = request.Headers["X-Sentry-Auth"].SelectMany(SentryKeys.OfHeader).Concat(request.Query[KeyParameter].OfType<string>().Where(key => key.Length > 0));
        var envelope = new IngestRequest(project, [.. keys], request.Headers.ContentEncoding, context.Connection.RemoteIpAddress?.ToString());
        return IngestAnswer.From(await take(envelope, request.Body, cancellationToken), context);
    }
}
