using DataExport.Core.Exports;
using DataExport.Core.Exports.Generating;
using DataExport.Core.Exports.Queue;
using DataExport.Tests.Support;

namespace DataExport.Tests.Core.Exports;

/// <summary>Going on where another attempt stopped, whatever became of its part file.</summary>
public sealed class TakeoverTests
{
    [Theory]
    [InlineData("gzip")]
    [InlineData("none")]
    public async Task Export_DrainedAtEachBlock_GoesOnFromTheCheckpointWithTheSameBytes(string compression)
    {
        await using var host = await ReliabilityHost.StartAsync();
        var whole = await host.WholeAsync(compression: compression);
        for (var block = 1; block <= 5; block++)
        {
            var drained = await host.DrainAtAsync(block, compression);
            Assert.True(drained.Checkpoint!.ContentBytes >= block * 1024 * 1024 || block == 5);
            Assert.Equal((1, 0, 0), (drained.Attempt, drained.Crashes, drained.Failures));
            host.Artifacts.Reset();
            var export = await host.WorkAsync();
            Assert.Equal(whole, host.Stored(export));
            Assert.Equal(2, export.Attempt);
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("none")]
    public async Task Export_PartFileDamaged_StartsOverWithTheSameBytes(string compression)
    {
        await using var host = await ReliabilityHost.StartAsync();
        var whole = await host.WholeAsync(compression: compression);
        var random = new Random(7);
        for (var number = 0; number < 12; number++)
        {
            var drained = await host.DrainAtAsync(2, compression);
            var part = Path.Combine(host.Exports, $"{drained.Id}.1.part");
            Damage(part, number, random);
            var export = await host.WorkAsync();
            Assert.Equal(whole, host.Stored(export));
        }
    }

    [Theory]
    [InlineData(Failpoints.AfterFlush)]
    [InlineData(Failpoints.AfterRename)]
    public async Task Export_FinishedFileDamagedBeforeItsRowWasWritten_StartsOverWithTheSameBytes(string place)
    {
        await using var host = await ReliabilityHost.StartAsync();
        var whole = await host.WholeAsync();
        await host.AcceptAsync();
        var failpoints = ReliabilityHost.Configured(place, "suspend");
        _ = host.RunAsync((await host.ClaimAsync())!, failpoints: failpoints);
        await failpoints.SuspendedAt(place).WaitAsync(Eventually.Deadline);
        var file = new DirectoryInfo(host.Exports).GetFiles().MaxBy(found => found.CreationTimeUtc)!.FullName;
        Damage(file, 5, new Random(1));

        host.Clock.Advance(TimeSpan.FromSeconds(16), timers: false);
        Assert.Single(await host.SweepAsync());

        Assert.Equal(whole, host.Stored(await host.WorkAsync()));
    }

    [Fact]
    public async Task Export_RenamedBeforeItsRowWasWritten_IsPublishedOnceMore()
    {
        await using var host = await ReliabilityHost.StartAsync(20, []);
        await host.AcceptAsync();
        var failpoints = ReliabilityHost.Configured(Failpoints.AfterRename, "suspend");
        _ = host.RunAsync((await host.ClaimAsync())!, failpoints: failpoints);
        await failpoints.SuspendedAt(Failpoints.AfterRename).WaitAsync(Eventually.Deadline);
        host.Clock.Advance(TimeSpan.FromSeconds(16), timers: false);
        Assert.Single(await host.SweepAsync());

        var export = await host.WorkAsync();

        // The first time may have been a moment before a power cut: only a rename whose folder was flushed is safe.
        Assert.Equal([export.Artifact!.Key, export.Artifact.Key], host.Artifacts.Published);
        Assert.EndsWith(".1.csv.gz", export.Artifact.Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exporter_KilledSilently_IsTakenOverWithinThirtySeconds()
    {
        await using var host = await ReliabilityHost.StartAsync(20, []);
        var id = await host.AcceptAsync();
        Assert.NotNull(await host.ClaimAsync());
        var seconds = 0;
        while ((await host.FindAsync(id)).State == ExportState.Generating)
        {
            // A sweep is due every five seconds.
            host.Clock.Advance(TimeSpan.FromSeconds(5));
            seconds += 5;
            await host.SweepAsync();
        }

        Assert.InRange(seconds, 15, 25);
        Assert.Equal(2, (await host.ClaimAsync())!.Attempt);
    }

    [Fact]
    public async Task Exporter_CrashesThrice_ExportIsPutAsideUntilAPersonRetries()
    {
        await using var host = await ReliabilityHost.StartAsync(20, []);
        var id = await host.AcceptAsync();
        for (var crash = 1; crash <= ExportSweep.MostCrashes; crash++)
        {
            Assert.Equal(crash, (await host.ClaimAsync())!.Attempt);
            host.Clock.Advance(TimeSpan.FromSeconds(16));
            await host.SweepAsync();
        }

        var export = await host.FindAsync(id);
        Assert.Equal((ExportState.Failed, ExportErrorCode.ExporterCrashed), (export.State, export.ErrorCode));
        Assert.Null(await host.ClaimAsync());
        Assert.IsType<ActionResult.Done>(await host.Get<ExportActions>().RetryAsync(host.Access, id, CancellationToken.None));
        export = await host.WorkAsync();
        Assert.Equal((ExportState.Completed, 0, 4), (export.State, export.Crashes, export.Attempt));
    }

    [Fact]
    public async Task Exporter_CrashesWhileTheCheckpointAdvances_ExportIsNeverPutAside()
    {
        await using var host = await ReliabilityHost.StartAsync(("Exports:HeartbeatSeconds", "0"));
        var whole = await host.WholeAsync();
        await host.AcceptAsync();
        for (var crash = 1; crash <= 4; crash++)
        {
            var failpoints = ReliabilityHost.Configured(Failpoints.AfterBlock, "suspend@1");
            _ = host.RunAsync((await host.ClaimAsync())!, failpoints: failpoints);
            await failpoints.SuspendedAt(Failpoints.AfterBlock).WaitAsync(Eventually.Deadline);
            host.Clock.Advance(TimeSpan.FromSeconds(16), timers: false);
            Assert.Single(await host.SweepAsync());
        }

        Assert.Equal(whole, host.Stored(await host.WorkAsync()));
    }

    [Fact]
    public async Task Events_ComeWhileTheFileIsMade_ChangeNothingInIt()
    {
        await using var host = await ReliabilityHost.StartAsync();
        var whole = await host.WholeAsync();
        await host.AcceptAsync();
        var (failpoints, export) = (ReliabilityHost.Configured(Failpoints.AfterBlock, "suspend@2"), (await host.ClaimAsync())!);
        var running = host.RunAsync(export, failpoints: failpoints);
        await failpoints.SuspendedAt(Failpoints.AfterBlock).WaitAsync(Eventually.Deadline);
        await host.AddEventsAsync(500, seed: 2);
        failpoints.Release(Failpoints.AfterBlock);
        await running.WaitAsync(Eventually.Deadline);

        Assert.Equal(whole, host.Stored(await host.FindAsync(export.Id)));
    }

    private static void Damage(string path, int kind, Random random)
    {
        var bytes = File.ReadAllBytes(path);
        switch (kind)
        {
            case 0:
                File.Delete(path);
                return;
            case 1:
                bytes = [];
                break;
            case 2:
                bytes = bytes[..(1 << 20)];
                break;
            case 3:
                bytes[0] ^= 1;
                break;
            case 4:
                Array.Clear(bytes, bytes.Length / 2, bytes.Length / 2);
                break;
            default:
                bytes[random.Next(1 << 20)] ^= (byte)(1 << random.Next(8));
                break;
        }

        File.WriteAllBytes(path, bytes);
    }
}
