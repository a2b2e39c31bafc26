using System.Net;
using DataExport.Tests.Support;
using Microsoft.AspNetCore.Hosting;

namespace DataExport.Tests.Accounts;

/// <summary>What a person sees of a form that was refused, as outside of development.</summary>
public sealed class ProblemPageTests(ProblemPageTests.ProductionServer server) : IClassFixture<ProblemPageTests.ProductionServer>
{
    [Theory]
    [InlineData("/account/sign-in", "sign-in")]
    [InlineData("/account/sign-out", "")]
    public async Task Post_OfAPageThatWasOpenForTooLong_IsAnsweredWithAPageThatSaysSo(string address, string form)
    {
        using var browser = server.NewHttpClient();
        using var content = new FormUrlEncodedContent([new("_handler", form), new("Input.Email", "nobody@example.com"), new("Input.Password", "a password of the tests")]);

        using var answer = await browser.PostAsync(address, content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("The page may have been open for too long. Go back, reload it, and try again.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>A server without exporters, as in production.</summary>
    public sealed class ProductionServer : ServerFixture
    {
        /// <inheritdoc/>
        protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["Exports:Exporters"] = "0" };

        /// <inheritdoc/>
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseEnvironment("Production");
        }
    }
}
