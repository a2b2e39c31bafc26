using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using DataExport.Web.Api.Errors;
using Microsoft.Extensions.Options;

namespace DataExport.Web.Api.Limits;

/// <summary>Counts the requests of each caller to each group of endpoints, in fixed windows.</summary>
internal sealed class RateLimits(IOptions<RateLimitSettings> options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Caller, string Group), int> _counts = new();
    private long _window;

    /// <summary>Counts the request, says in its headers how many are left, and gives the 429 when none was.</summary>
    public ApiError? Refuse(HttpContext context)
    {
        var settings = options.Value;
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var window = now / settings.WindowSeconds;
        StartWindow(window);
        var group = context.GetEndpoint()?.Metadata.GetMetadata<RateLimitGroup>()?.Name ?? "";
        var count = _counts.AddOrUpdate((Caller(context), group), 1, (_, counted) => counted == int.MaxValue ? counted : counted + 1);

        var reset = (window + 1) * settings.WindowSeconds;
        var headers = context.Response.Headers;
        headers["X-Sentry-Rate-Limit-Limit"] = Text(settings.Requests);
        headers["X-Sentry-Rate-Limit-Remaining"] = Text(Math.Max(0, settings.Requests - count));
        headers["X-Sentry-Rate-Limit-Reset"] = Text(reset);
        if (count <= settings.Requests)
        {
            return null;
        }

        headers.RetryAfter = Text(reset - now);
        return ApiError.Detail(StatusCodes.Status429TooManyRequests, string.Create(CultureInfo.InvariantCulture,
            $"You are attempting to use this endpoint too frequently. Limit is {settings.Requests} requests in {settings.WindowSeconds} seconds"));
    }

    // Everybody's windows begin together, so that the counts of the last one can go at once.
    private void StartWindow(long window)
    {
        if (Interlocked.Exchange(ref _window, window) != window)
        {
            _counts.Clear();
        }
    }

    private static string Caller(HttpContext context) =>
        context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? context.Connection.RemoteIpAddress?.ToString() ?? "";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
