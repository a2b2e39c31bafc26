using System.Globalization;
using System.Threading.RateLimiting;
using DataExport.Web.Api.Limits;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace DataExport.Web.Accounts;

/// <summary>How often one network address may send forms with passwords, codes or links.</summary>
public sealed class SignInRate(IOptions<RateLimitSettings> settings) : IRateLimiterPolicy<string>
{
    /// <summary>Name of the policy.</summary>
    public const string PolicyName = "sign-in";

    /// <inheritdoc/>
    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected => AnswerAsync;

    /// <inheritdoc/>
    public RateLimitPartition<string> GetPartition(HttpContext httpContext) => HttpMethods.IsPost(httpContext.Request.Method)
        ? RateLimitPartition.GetFixedWindowLimiter(
            httpContext.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = settings.Value.SignInsPerMinute, Window = TimeSpan.FromMinutes(1) })
        : RateLimitPartition.GetNoLimiter("");

    // Without a body: the page of this status says it.
    private static ValueTask AnswerAsync(OnRejectedContext context, CancellationToken cancellationToken)
    {
        var response = context.HttpContext.Response;
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = 60.ToString(CultureInfo.InvariantCulture);
        return ValueTask.CompletedTask;
    }
}
