using System.Text.RegularExpressions;
using DataExport.Tests.Support;

namespace DataExport.Tests.Accounts;

/// <summary>Neither passwords nor the secrets of links reach a log (SECURITY: logs).</summary>
public sealed partial class AccountLogTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    [Fact]
    public async Task Log_OfAReset_HoldsNoTokenAndNoPassword()
    {
        var person = await server.AddWithPasswordAsync();
        using var browser = new FormBrowser(server.Address);
        await browser.PostAsync("/account/forgotten-password", "forgotten-password", ("Input.Email", person.Email));
        var file = await Eventually.GetAsync(() => Task.FromResult(Files().SingleOrDefault()), found => found is not null, "the mail is written");
        var link = Link().Match(MailFile.Parse(await File.ReadAllTextAsync(file!, TestContext.Current.CancellationToken)).Body("text/plain")).Groups[1].Value;
        var token = Uri.UnescapeDataString(link[(link.IndexOf("token=", StringComparison.Ordinal) + 6)..]);

        await browser.PostAsync(link, "reset-password", ("Input.Password", "canary5b1e password"));
        await browser.SignInAsync(person.Email, "canary5b1e wrong");
        await browser.GetAsync(link);

        Assert.NotEmpty(server.Log);
        Assert.True(token.Length > 100);
        Assert.DoesNotContain(server.Log, line => line.Contains("canary5b1e", StringComparison.Ordinal) || line.Contains(token, StringComparison.Ordinal) || line.Contains(Uri.EscapeDataString(token), StringComparison.Ordinal));
    }

    private string[] Files() => Directory.Exists(Path.Combine(server.DataPath, "mail")) ? Directory.GetFiles(Path.Combine(server.DataPath, "mail"), "*.eml") : [];

    [GeneratedRegex(@"http://[^/\s]+(/\S+)")]
    private static partial Regex Link();
}
