namespace DataExport.Web.Api.Ingest;

/// <summary>Lets pages of any origin send events: a browser's SDK has nothing but the public key, and reads nothing here (Fetch, CORS protocol).</summary>
internal static class IngestCors
{
    private const string RequestHeaders =
        "accept, authentication, authorization, content-encoding, content-type, origin, referer, transfer-encoding, x-forwarded-for, x-requested-with, x-sentry-auth";

    private const string AnswerHeaders = "retry-after, x-sentry-rate-limits";

    // Browsers keep to less where they think this too long, an hour in most.
    private const string SecondsRemembered = "3600";

    /// <summary>Adds the header to each answer.</summary>
    public static ValueTask<object?> Add(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = AnswerHeaders;
        return next(context);
    }

    /// <summary>Answers a browser that asks before it sends.</summary>
    public static IResult Preflight(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowMethods = "POST";
        headers.AccessControlAllowHeaders = RequestHeaders;
        headers.AccessControlMaxAge = SecondsRemembered;
        return TypedResults.NoContent();
    }
}
