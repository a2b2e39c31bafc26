using System.Globalization;
using System.Net;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Queue;
using DataExport.Core.Mail;
using DataExport.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Tests.Mail;

/// <summary>What the mails say (EXPORTS: E-mail).</summary>
public sealed class MailContentTests(MailServer server) : IClassFixture<MailServer>
{
    [Fact]
    public async Task Completed_SaysWhatTheFileIsAndWhereAndUntilWhen()
    {
        var (mail, claim, slug) = await MailOfAsync(claim => server.CompleteAsync(claim));

        var expires = await server.WithDatabaseAsync(database => database.Exports.Where(row => row.Id == claim.ExportId).Select(row => row.DateExpired!.Value).SingleAsync());
        var until = TimeZoneInfo.ConvertTimeFromUtc(expires, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);
        foreach (var body in new[] { mail.Text, WebUtility.HtmlDecode(mail.Html) })
        {
            Assert.Contains("errors & <warnings> of \"é\" 😀", body, StringComparison.Ordinal);
            Assert.Contains("12,043 (complete)", body, StringComparison.Ordinal);
            Assert.Contains("4.1 MB", body, StringComparison.Ordinal);
            Assert.Contains(new string('a', 64), body, StringComparison.Ordinal);
            Assert.Contains($"https://exports.example.com/organizations/{slug}/data-export/{claim.ExportId}", body, StringComparison.Ordinal);
            Assert.DoesNotContain("runcated", body, StringComparison.Ordinal);
            Assert.Contains($"{until} (Europe/Berlin)", body, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("<", mail.Text.Replace("<warnings>", "", StringComparison.Ordinal).Replace("<é & ü>", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("&#", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<warnings>", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completed_Truncated_SaysSoWithTheWarnings()
    {
        var (mail, _, _) = await MailOfAsync(claim => server.CompleteAsync(claim, truncated: true, ["Rows after 12,043 were left out: \"a\" & <b>."]));

        foreach (var body in new[] { mail.Text, WebUtility.HtmlDecode(mail.Html) })
        {
            Assert.Contains("this file is truncated.", body.ToLowerInvariant(), StringComparison.Ordinal);
            Assert.Contains("12,043 (truncated)", body, StringComparison.Ordinal);
            Assert.Contains("Rows after 12,043 were left out: \"a\" & <b>.", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Failed_SaysWhenWhyWhatToDoAndTheQuery()
    {
        var (mail, claim, slug) = await MailOfAsync(claim => server.FailAsync(claim));

        Assert.Equal("We couldn't export your data.", mail.Subject);
        foreach (var body in new[] { mail.Text, WebUtility.HtmlDecode(mail.Html).ReplaceLineEndings("\n") })
        {
            Assert.Contains("1 November 2026, 13:00 (Europe/Berlin)", body, StringComparison.Ordinal);
            Assert.Contains("The event store took too long.", body, StringComparison.Ordinal);
            Assert.Contains("Retry it, or start a new one", body, StringComparison.Ordinal);
            Assert.Contains($"https://exports.example.com/organizations/{slug}/data-export/{claim.ExportId}", body, StringComparison.Ordinal);
            Assert.Contains("""
                {
                  "query_type": "Discover",
                  "query_info": {
                    "field": [
                      "id"
                    ],
                    "query": "title:\"<é & ü>\""
                  }
                }
                """.ReplaceLineEndings("\n"), body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Failed_TextThatTurnsTheDirection_IsStraightened()
    {
        var (mail, _, _) = await MailOfAsync(
            claim => server.FailAsync(claim),
            export =>
            {
                export.Name = "gpj\u202Ename\u2069\u202E";
                export.RequestedQuery = """{"field":["id"],"query":"a\u202eb"}""";
            });

        foreach (var body in new[] { mail.Text, WebUtility.HtmlDecode(mail.Html) })
        {
            Assert.DoesNotContain(body, letter => letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'));
            Assert.Contains("gpjname", body, StringComparison.Ordinal);
            Assert.Contains("""
                "query": "a\u202eb"
                """, body, StringComparison.OrdinalIgnoreCase);
        }
    }

    private async Task<(MailMessage Mail, ExportClaim Claim, string Organization)> MailOfAsync(
        Func<ExportClaim, Task> finishAsync, Action<Export>? change = null)
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        await server.WithDatabaseAsync(database => database.WriteAsync(
            () => database.Users.Where(row => row.Id == owner.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.TimeZone, "Europe/Berlin")), CancellationToken.None));
        var claim = await server.AddClaimedAsync(slug, owner, export =>
        {
            export.Name = "errors & <warnings> of \"é\" 😀";
            export.RequestedQuery = """{"field":["id"],"query":"title:\"<é & ü>\""}""";
            change?.Invoke(export);
        });
        await finishAsync(claim);
        await Eventually.TrueAsync(() => server.Mailer.To(owner).Length == 1, "the mail was sent");
        return (server.Mailer.To(owner)[0], claim, slug);
    }
}
