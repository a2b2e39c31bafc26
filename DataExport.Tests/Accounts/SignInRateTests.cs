using System.Net;
using DataExport.Tests.Support;

namespace DataExport.Tests.Accounts;

/// <summary>Too many forms from one network address.</summary>
public sealed class SignInRateTests(SignInRateTests.SlowServer server) : IClassFixture<SignInRateTests.SlowServer>
{
    [Fact]
    public async Task Post_MoreOftenThanAllowed_IsAnsweredWithAPageThatSaysSo()
    {
        using var browser = new FormBrowser(server.Address);
        await browser.SignInAsync("nobody@example.com", "not the password");

        var answer = await browser.SignInAsync("nobody@example.com", "not the password");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
        Assert.Contains("<h1 tabindex=\"-1\">Too many attempts</h1>", answer.Text, StringComparison.Ordinal);
        Assert.Contains("Wait a minute, go back, and try again.", answer.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account/sign-in")).Status);
    }

    /// <summary>A server that takes one form a minute.</summary>
    public sealed class SlowServer : ServerFixture
    {
        /// <inheritdoc/>
        protected override IReadOnlyDictionary<string, string> Settings { get; } =
            new Dictionary<string, string> { ["Exports:Exporters"] = "0", ["RateLimit:SignInsPerMinute"] = "1" };
    }
}
