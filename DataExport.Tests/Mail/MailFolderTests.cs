using DataExport.Core.Exports.Notifying;
using DataExport.Core.Mail;
using DataExport.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Tests.Mail;

/// <summary>A crash between handing a mail over and noting it: the same mail again, and not a second one.</summary>
public sealed class MailFolderTests(FolderMailServer server) : IClassFixture<FolderMailServer>
{
    [Fact]
    public async Task Send_AgainAfterACrash_IsTheSameMessageInTheSameFile()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var claim = await server.AddClaimedAsync(slug, owner, export => export.Name = "x\r\nBcc: all@example.com\r\n\r\n<b>hello</b>");
        await server.CompleteAsync(claim);
        var handedOver = await server.MailAsync(claim.ExportId, mail => mail.Failures == 1, "it was handed over, and not noted");
        var first = await File.ReadAllTextAsync(Assert.Single(Files()), TestContext.Current.CancellationToken);

        await server.WithDatabaseAsync(database => database.WriteAsync(
            () => database.OutboxMails.ExecuteUpdateAsync(set => set.SetProperty(row => row.NotBefore, DateTime.UnixEpoch)), CancellationToken.None));
        server.Services.GetRequiredService<Outbox>().Wake();
        await server.MailAsync(claim.ExportId, mail => mail.State == OutboxState.Sent, "it was noted");

        var file = Assert.Single(Files());
        Assert.Equal($"{handedOver.MessageKey}.eml", Path.GetFileName(file));
        Assert.Equal(first, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        var mail = MailFile.Parse(first);
        Assert.Equal($"<{handedOver.MessageKey}@localhost>", mail["Message-ID"]);
        Assert.DoesNotContain("Bcc", mail.Names);
        Assert.Contains("Your export \"x  Bcc: all@example.com    <b>hello</b>\" is finished", mail.Body("text/plain"), StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;hello&lt;/b&gt;", mail.Body("text/html"), StringComparison.Ordinal);
        Assert.Contains($"{server.Address}organizations/{slug}/data-export/{claim.ExportId}", mail.Body("text/plain"), StringComparison.Ordinal);
    }

    private string[] Files() => Directory.GetFiles(Path.Combine(server.DataPath, "mail"));
}
