using System.Globalization;
using System.Net;
using DataExport.Tests.Support;

namespace DataExport.Tests.Api;

/// <summary>Rate limits (API), on a server that allows three requests in a day.</summary>
public sealed class RateLimitTests(RateLimitTests.LimitedServer server) : IClassFixture<RateLimitTests.LimitedServer>
{
    [Fact]
    public async Task Get_MoreThanTheLimit_Is429WithRetryAfter()
    {
        var api = server.Api((await server.People.AddAsync()).Token);

        foreach (var remaining in new[] { "2", "1", "0" })
        {
            var allowed = (await api.GetAsync("users/me/")).Expect(HttpStatusCode.OK);
            Assert.Equal("3", allowed.Header("X-Sentry-Rate-Limit-Limit"));
            Assert.Equal(remaining, allowed.Header("X-Sentry-Rate-Limit-Remaining"));
        }

        var refused = await api.GetAsync("users/me/");
        refused.ExpectJson(
            HttpStatusCode.TooManyRequests,
            """{"detail":"You are attempting to use this endpoint too frequently. Limit is 3 requests in 86400 seconds"}""");
        Assert.Equal("0", refused.Header("X-Sentry-Rate-Limit-Remaining"));
        Assert.InRange(int.Parse(refused.Header("Retry-After")!, CultureInfo.InvariantCulture), 1, 86_400);
        Assert.Equal(0, long.Parse(refused.Header("X-Sentry-Rate-Limit-Reset")!, CultureInfo.InvariantCulture) % 86_400);
    }

    [Fact]
    public async Task Get_OtherCallerOrGroup_IsCountedApart()
    {
        var api = server.Api((await server.People.AddAsync()).Token);
        for (var request = 0; request < 4; request++)
        {
            await api.GetAsync("users/me/");
        }

        (await api.GetAsync("organizations/")).Expect(HttpStatusCode.OK);
        (await server.Api((await server.People.AddAsync()).Token).GetAsync("users/me/")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Get_WithoutCredentials_IsCountedByAddress()
    {
        var nobody = server.Api(token: null);

        (await nobody.GetAsync("organizations/")).Expect(HttpStatusCode.Unauthorized);
        (await server.Api("dxp_guess").GetAsync("organizations/")).Expect(HttpStatusCode.Unauthorized);
        var third = (await nobody.GetAsync("organizations/")).Expect(HttpStatusCode.Unauthorized);
        Assert.Equal("0", third.Header("X-Sentry-Rate-Limit-Remaining"));
        (await server.Api("dxp_guess").GetAsync("organizations/")).Expect(HttpStatusCode.TooManyRequests);
    }

    /// <summary>A server with a low limit.</summary>
    public sealed class LimitedServer : ServerFixture
    {
        /// <inheritdoc/>
        protected override IReadOnlyDictionary<string, string> Settings { get; } =
            new Dictionary<string, string> { ["RateLimit:Requests"] = "3", ["RateLimit:WindowSeconds"] = "86400" };
    }
}
