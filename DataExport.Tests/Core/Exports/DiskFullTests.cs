using DataExport.Core.Exports;
using DataExport.Core.Exports.Generating;

namespace DataExport.Tests.Core.Exports;

/// <summary>A disk that fills up at each of the changes that an export makes to it.</summary>
public sealed class DiskFullTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("gzip")]
    [InlineData("none")]
    public async Task Disk_FullAtEachChange_ExportWaitsAndEndsWithTheSameBytes(string compression)
    {
        await using var host = await ReliabilityHost.StartAsync(("Exports:HeartbeatSeconds", "0"));
        host.Artifacts.Reset();
        var whole = await host.WholeAsync(compression: compression);
        var changes = host.Artifacts.Changes;
        Assert.True(changes > 10, $"There are only {changes} changes to fail.");

        for (var room = 0; room < changes; room++)
        {
            var id = await host.AcceptAsync(compression: compression);
            host.Artifacts.Reset(room);
            var waiting = await host.WorkAsync();

            Assert.Equal((ExportState.Queued, 0, 0), (waiting.State, waiting.Failures, waiting.Crashes));
            Assert.NotNull(waiting.WaitingReason);
            Assert.Null(await host.ClaimAsync());
            host.Artifacts.Reset();
            host.Clock.Advance(Minute);
            var export = await host.WorkAsync();
            Assert.Equal(id, export.Id);
            Assert.Equal(whole, host.Stored(export));
            Assert.Null(export.WaitingReason);
        }

        Assert.Empty(host.Artifacts.Parts());
    }

    [Fact]
    public async Task Disk_FullForADay_FailsWithItsCode()
    {
        await using var host = await ReliabilityHost.StartAsync(20, []);
        await host.AcceptAsync();
        host.Artifacts.Reset(room: 0);
        for (var minutes = 0; minutes < 24 * 60; minutes += 60)
        {
            Assert.Equal(ExportState.Queued, (await host.WorkAsync()).State);
            host.Clock.Advance(60 * Minute);
        }

        var export = await host.WorkAsync();

        Assert.Equal((ExportState.Failed, ExportErrorCode.StorageFull, 0, 0), (export.State, export.ErrorCode, export.Failures, export.Crashes));
        Assert.Equal(1, await host.UseAsync(database => Task.FromResult(database.OutboxMails.Count())));
        Assert.Empty(host.Artifacts.Parts());
    }

    [Fact]
    public async Task Storage_Broken_IsTriedFiveTimesWithLongerPauses()
    {
        await using var host = await ReliabilityHost.StartAsync(20, []);
        await host.AcceptAsync();
        host.Artifacts.Failure = () => new IOException("Input/output error.", 5);
        host.Artifacts.Reset(room: 0);
        for (var failure = 1; failure < RetryPolicy.MostFailures; failure++)
        {
            var waiting = await host.WorkAsync();
            Assert.Equal((ExportState.Queued, failure, 0), (waiting.State, waiting.Failures, waiting.Crashes));
            Assert.NotNull(waiting.WaitingReason);
            Assert.InRange((waiting.NotBefore!.Value - host.Clock.Now).TotalSeconds, Math.Pow(2, failure) / 2, Math.Pow(2, failure));
            Assert.Null(await host.ClaimAsync());
            host.Clock.Advance(waiting.NotBefore.Value - host.Clock.Now);
        }

        var export = await host.WorkAsync();

        Assert.Equal((ExportState.Failed, ExportErrorCode.StoreUnavailable), (export.State, export.ErrorCode));
        host.Artifacts.Reset();
        Assert.IsType<ActionResult.Done>(await host.Get<ExportActions>().RetryAsync(host.Access, export.Id, CancellationToken.None));
        export = await host.WorkAsync();
        Assert.Equal((ExportState.Completed, 0), (export.State, export.Failures));
    }
}
