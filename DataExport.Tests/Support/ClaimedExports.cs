using DataExport.Core.Exports;
using DataExport.Core.Exports.Queue;
using DataExport.Core.Exports.Notifying;
using DataExport.Core.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Tests.Support;

/// <summary>Brings exports to their end as an exporter does, on a server without any.</summary>
internal static class ClaimedExports
{
    /// <summary>Adds an export that is Generating, and the claim that holds it.</summary>
    public static async Task<ExportClaim> AddClaimedAsync(this ServerFixture server, string organization, Person person, Action<Export>? change = null)
    {
        var id = await server.AddExportAsync(organization, person, ExportState.Queued, change: export =>
        {
            (export.Attempt, export.Owner, export.NotBefore) = (1, "test", DateTime.MaxValue);
            change?.Invoke(export);
        });
        var claim = new ExportClaim(id, 1, "test");
        server.Services.GetRequiredService<ExportLeases>().Renew(claim);
        await server.SetAsync(id, set => set.SetProperty(row => row.State, ExportState.Generating));
        return claim;
    }

    /// <summary>Generating → Completed.</summary>
    public static Task<Export?> CompleteAsync(this ServerFixture server, ExportClaim claim, bool truncated = false, string[]? warnings = null) =>
        server.Services.GetRequiredService<ExportClaims>().CompleteAsync(
            claim,
            new FinishedFile
            {
                Truncated = truncated,
                Warnings = warnings ?? [],
                Artifact = new Artifact
                {
                    Key = claim.ExportId,
                    FileName = "Discover.csv",
                    Rows = 12_043,
                    ContentBytes = 4_100_000,
                    StoredBytes = 400_000,
                    ContentSha256 = new string('a', 64),
                    StoredSha256 = new string('b', 64),
                },
            },
            CancellationToken.None);

    /// <summary>Generating → Failed.</summary>
    public static Task<Export?> FailAsync(this ServerFixture server, ExportClaim claim) =>
        server.Services.GetRequiredService<ExportClaims>().FailAsync(claim, ExportErrorCode.Timeout, "The event store took too long.", CancellationToken.None);

    /// <summary>Changes an export's row.</summary>
    public static Task<int> SetAsync(
        this ServerFixture server, string id, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Export>> set) =>
        server.WithDatabaseAsync(database => database.WriteAsync(
            () => database.Exports.Where(row => row.Id == id).ExecuteUpdateAsync(set), CancellationToken.None));

    /// <summary>The mails that are owed, or were sent, for an export.</summary>
    public static Task<List<OutboxMail>> MailsOfAsync(this ServerFixture server, string id) =>
        server.WithDatabaseAsync(database => database.OutboxMails.AsNoTracking().Where(row => row.ExportId == id).OrderBy(row => row.Id).ToListAsync());

    /// <summary>The only mail for an export, once it is in that state.</summary>
    public static async Task<OutboxMail> MailAsync(this ServerFixture server, string id, Func<OutboxMail, bool> satisfied, string what) =>
        (await Eventually.GetAsync(() => server.MailsOfAsync(id), rows => rows is [var row] && satisfied(row), what))[0];
}
