using System.Globalization;
using DataExport.Core.Events.Ingesting;

namespace DataExport.Web.Api.Ingest;

/// <summary>Answers as SDKs expect it: <c>{"id": "…"}</c>, or <c>{"detail": "…", "causes": ["…"]}</c>.</summary>
internal static class IngestAnswer
{
    /// <summary>The answer; sets the headers that go with it.</summary>
    public static IResult From(IngestResult result, HttpContext context)
    {
        if (result is not IngestResult.Refused refused)
        {
            return TypedResults.Json(new IngestedJson(((IngestResult.Accepted)result).Id.ToString()));
        }

        if (refused.RetryAfter is { } wait)
        {
            SetWait(context.Response.Headers, refused.Fault, Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture));
        }

        return Error(Status(refused.Fault), refused.Detail, refused.Causes);
    }

    /// <summary>An error.</summary>
    public static IResult Error(int status, string detail, IReadOnlyList<string> causes) =>
        TypedResults.Json(new IngestErrorJson(detail, causes), statusCode: status);

    private static void SetWait(IHeaderDictionary headers, IngestFault fault, string seconds)
    {
        headers.RetryAfter = seconds;
        if (fault == IngestFault.Rate)
        {
            // Seconds, kinds of data, scope, reason; SDKs then keep their events of that kind for so long.
            headers["X-Sentry-Rate-Limits"] = $"{seconds}:error:project:events_per_minute";
        }
    }

    private static int Status(IngestFault fault) => fault switch
    {
        IngestFault.Forbidden => StatusCodes.Status403Forbidden,
        IngestFault.TooLarge => StatusCodes.Status413PayloadTooLarge,
        IngestFault.Encoding => StatusCodes.Status415UnsupportedMediaType,
        IngestFault.Rate => StatusCodes.Status429TooManyRequests,
        IngestFault.Busy => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };
}
