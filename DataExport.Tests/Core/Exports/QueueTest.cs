using DataExport.Core.Exports;
using DataExport.Core.Exports.Generating;
using DataExport.Core.Exports.Queue;
using DataExport.Core.Organizations;

namespace DataExport.Tests.Core.Exports;

/// <summary>An organization with one project, and what tests of the queue do to its exports.</summary>
public abstract class QueueTest : IAsyncLifetime
{
    private protected CoreHost Host { get; private set; } = null!;

    private protected OrganizationAccess Access { get; private set; } = null!;

    private protected ExportClaims Claims => Host.Claims;

    public async ValueTask InitializeAsync()
    {
        Host = await CoreHost.StartAsync();
        Access = await Host.AddOrganizationAsync("one");
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Host.DisposeAsync();
    }

    private protected async Task<string> RequestAsync(int limit, OrganizationAccess? access = null) =>
        (await Host.AcceptAsync(access ?? Access, """{"field": ["id"], "query": ""}""", request => request with { Limit = limit })).Id;

    private protected Task<Export?> ClaimAsync(string owner) => Host.Queue.ClaimAsync(owner, CancellationToken.None);

    private protected Task<HeartbeatResult> BeatAsync(ExportClaim claim)
    {
        var progress = new GenerationProgress();
        progress.Report(5, 50);
        progress.Expect(9);
        return Claims.HeartbeatAsync(claim, progress, CancellationToken.None);
    }

    private protected async Task AssertRefusedAsync(ExportClaim claim)
    {
        Assert.Equal(HeartbeatResult.Lost, await BeatAsync(claim));
        Assert.Null(await Claims.CompleteAsync(claim, Finished(), CancellationToken.None));
        Assert.Null(await Claims.FailAsync(claim, ExportErrorCode.Internal, "broken", CancellationToken.None));
        Assert.Null(await Claims.CancelAsync(claim, CancellationToken.None));
        Assert.Null(await Claims.GiveBackAsync(claim, _ => { }, CancellationToken.None));
        Assert.False(await Claims.CheckpointAsync(
            claim, new Checkpoint { Attempt = 1, LastTimestamp = 0, LastId = 0, Rows = 1, ContentBytes = 1, StoredBytes = 1, Crc = 0 }, CancellationToken.None));
    }

    private protected static ExportClaim Claim(Export export, string owner) => new(export.Id, export.Attempt, owner);

    private protected static FinishedFile Finished() => new()
    {
        Artifact = new Artifact { Key = "k", FileName = "f", Rows = 5, ContentBytes = 50, StoredBytes = 20, ContentSha256 = "c", StoredSha256 = "s" },
        Truncated = false,
        Warnings = [],
    };

    /// <summary>Lets the exporter fall silent for as long as its lease allows, and has the export taken back.</summary>
    private protected async Task LapseAsync(ExportClaim claim)
    {
        Assert.Empty(await Host.Get<ExportSweep>().TakeBackLapsedAsync(CancellationToken.None));
        Host.Clock.Now = Host.Clock.Now.AddSeconds(15);
        Assert.Equal([claim.ExportId], await Host.Get<ExportSweep>().TakeBackLapsedAsync(CancellationToken.None));
    }
}
