using DataExport.Core.Exports;
using DataExport.Core.Exports.Generating;
using DataExport.Core.Exports.Queue;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Tests.Core.Exports;

/// <summary>Claims, fences, limits and turns.</summary>
public sealed class QueueTests : QueueTest
{
    [Fact]
    public async Task ClaimAsync_Queued_AreTakenInTheOrderOfTheirAcceptance()
    {
        var ids = new List<string> { await RequestAsync(1), await RequestAsync(2) };

        Assert.Equal(ids, [(await ClaimAsync("a"))!.Id, (await ClaimAsync("b"))!.Id]);
        Assert.Null(await ClaimAsync("a"));
    }

    [Fact]
    public async Task ClaimAsync_ManyAtOnce_TakeEachExportOnce()
    {
        for (var number = 0; number < 10; number++)
        {
            var access = await Host.AddOrganizationAsync("one");
            await RequestAsync(1, access);
            await RequestAsync(2, access);
        }

        var claimed = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => Task.Run(() => ClaimAsync($"exporter {number}"))));

        Assert.Equal(20, claimed.Count(export => export is not null));
        Assert.Equal(20, claimed.OfType<Export>().Select(export => export.Id).Distinct().Count());
    }

    [Fact]
    public async Task ClaimAsync_OrganizationsTakeTurns_UpToTheirLimits()
    {
        foreach (var number in Enumerable.Range(1, 5))
        {
            await RequestAsync(number);
        }

        var other = await Host.AddOrganizationAsync("one");
        var late = await RequestAsync(1, other);

        var first = (await ClaimAsync("a"))!;
        Assert.Equal(Access.Organization.Id, first.OrganizationId);
        Assert.Equal(late, (await ClaimAsync("b"))!.Id);
        Assert.Equal(Access.Organization.Id, (await ClaimAsync("c"))!.OrganizationId);
        Assert.Null(await ClaimAsync("d"));

        Assert.NotNull(await Claims.FailAsync(Claim(first, "a"), ExportErrorCode.Internal, "broken", CancellationToken.None));
        Assert.Equal(Access.Organization.Id, (await ClaimAsync("d"))!.OrganizationId);
        Assert.Null(await ClaimAsync("e"));
    }

    [Fact]
    public async Task ClaimAsync_FewestRunning_GoesBeforeTheLongestWait()
    {
        var other = await Host.AddOrganizationAsync("one");
        foreach (var number in Enumerable.Range(1, 3))
        {
            await RequestAsync(number);
            await RequestAsync(number, other);
        }

        async Task<Export> NextOfAsync(OrganizationAccess access)
        {
            var claimed = (await ClaimAsync("a"))!;
            Assert.Equal(access.Organization.Id, claimed.OrganizationId);
            return claimed;
        }

        var first = await NextOfAsync(Access);
        await Claims.CancelAsync(Claim(await NextOfAsync(other), "a"), CancellationToken.None);
        var second = await NextOfAsync(other);

        // Both have none running: now it counts that the other's turn was later.
        await Claims.CancelAsync(Claim(first, "a"), CancellationToken.None);
        await Claims.CancelAsync(Claim(second, "a"), CancellationToken.None);
        await NextOfAsync(Access);
    }

    [Fact]
    public async Task OldAttempt_AfterAnotherTookOver_IsRefusedEverything()
    {
        await RequestAsync(1);
        var old = Claim((await ClaimAsync("same"))!, "same");
        await LapseAsync(old);
        var now = Claim((await ClaimAsync("same"))!, "same");
        Assert.Equal((1, 2), (old.Attempt, now.Attempt));

        foreach (var claim in new[] { old, now with { Owner = "another" }, now with { Attempt = 3 } })
        {
            await AssertRefusedAsync(claim);
        }

        var export = await Host.FindAsync(now.ExportId);
        Assert.Equal((ExportState.Generating, "same", 2, 0L, (string?)null), (export.State, export.Owner, export.Attempt, export.RowsWritten, export.ErrorCode));
        Assert.Equal(HeartbeatResult.Renewed, await BeatAsync(now));
        Assert.NotNull(await Claims.CompleteAsync(now, Finished(), CancellationToken.None));
        await AssertRefusedAsync(now);
        Assert.Equal(ExportState.Completed, (await Host.FindAsync(now.ExportId)).State);
    }

    [Fact]
    public async Task HeartbeatAsync_Claimed_RenewsTheLeaseAndNotesTheProgress()
    {
        await RequestAsync(1);
        var claim = Claim((await ClaimAsync("a"))!, "a");
        Host.Clock.Now = Host.Clock.Now.AddSeconds(14);
        await BeatAsync(claim);
        Host.Clock.Now = Host.Clock.Now.AddSeconds(14);
        Assert.Empty(await Host.Get<ExportSweep>().TakeBackLapsedAsync(CancellationToken.None));

        var export = await Host.FindAsync(claim.ExportId);
        Assert.Equal((5L, 50L, 9L), (export.RowsWritten, export.BytesWritten, export.RowsEstimate!.Value));
    }

    [Fact]
    public async Task CompleteAsync_Claimed_SetsTheFactsAndTheExpiry()
    {
        await RequestAsync(1);
        var claim = Claim((await ClaimAsync("a"))!, "a");
        Assert.NotNull(await Claims.CompleteAsync(claim, Finished(), CancellationToken.None));

        var export = await Host.FindAsync(claim.ExportId);
        Assert.Equal((Host.Clock.Now, Host.Clock.Now.AddDays(28)), (export.DateFinished!.Value, export.DateExpired!.Value));
        Assert.Equal(Finished().Artifact, export.Artifact);
        Assert.Equal((DownloadStatus.Valid, DownloadStatus.Expired), (export.StatusAt(export.DateExpired.Value.AddTicks(-1)), export.StatusAt(export.DateExpired.Value)));
        Assert.Null(export.Owner);
    }

    [Fact]
    public async Task GiveBackAsync_Claimed_IsClaimedNextWithTheNextAttempt()
    {
        var id = await RequestAsync(1);
        await RequestAsync(2);
        var claim = Claim((await ClaimAsync("a"))!, "a");
        await BeatAsync(claim);
        Assert.NotNull(await Claims.GiveBackAsync(claim, _ => { }, CancellationToken.None));

        var again = (await ClaimAsync("b"))!;
        Assert.Equal((id, 2, 0L), (again.Id, again.Attempt, again.RowsWritten));
    }

    [Fact]
    public async Task Exporters_ManyExports_CompleteAllAndStopWhenTold()
    {
        var others = await Host.AddOrganizationAsync("one");
        await Host.AddEventsAsync(Enumerable.Range(0, 500).Select(number => Sample.Event(1 + (number % 2))));
        var ids = new List<string>();
        foreach (var number in Enumerable.Range(1, 12))
        {
            ids.Add(await RequestAsync(number, number % 2 == 0 ? others : Access));
        }

        using var stopping = new CancellationTokenSource();
        var running = Enumerable.Range(1, 4).Select(number => Host.Get<Exporter>().RunAsync($"exporter {number}", stopping.Token)).ToList();
        await Eventually.TrueAsync(
            () => Host.WithDatabaseAsync(async database => await database.Exports.CountAsync(row => row.State == ExportState.Completed) == 12), "all are completed");
        await stopping.CancelAsync();
        await Task.WhenAll(running).WaitAsync(Eventually.Deadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Assert.All(running, task => Assert.True(task.IsCompleted && !task.IsFaulted, "An exporter does not stop, or failed."));

        Assert.Equal(12, Host.Files.Length);
        Assert.All(await Task.WhenAll(ids.Select(Host.FindAsync)), export => Assert.Equal(1, export.Attempt));
    }
}
