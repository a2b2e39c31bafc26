using System.Net;
using DataExport.Tests.Support;

namespace DataExport.Tests.Accounts;

/// <summary>What a person sees of a form that was refused.</summary>
public sealed class ProblemPageTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    // Not the sign-in page: in development its framework answers a form without a token with a text of its own.
    [Fact]
    public async Task Post_OfAPageThatWasOpenForTooLong_IsAnsweredWithAPageThatSaysSo()
    {
        using var browser = server.NewHttpClient();
        using var content = new FormUrlEncodedContent([new("_handler", "")]);

        using var answer = await browser.PostAsync("/account/sign-out", content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("The page may have been open for too long. Go back, reload it, and try again.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
