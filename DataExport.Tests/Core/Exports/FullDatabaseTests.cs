using DataExport.Core.Exports;
using DataExport.Core.Exports.Generating;
using DataExport.Tests.Support;

namespace DataExport.Tests.Core.Exports;

/// <summary>Exporters that cannot write anything down, for <c>app.db</c> takes nothing: they hold on to their exports.</summary>
public sealed class FullDatabaseTests
{
    /// <summary>A file in the making waits for room, and goes on; one that is made is completed by the exporter that made it.</summary>
    [Theory]
    [InlineData(Failpoints.AfterBlock, 2, ExportState.Queued)]
    [InlineData(Failpoints.BeforeComplete, 1, ExportState.Completed)]
    public async Task AppDatabase_FullForFiveMinutes_ExporterHoldsOn(string place, int attempts, ExportState then)
    {
        var full = new FullDatabase();
        await using var host = await ReliabilityHost.StartAsync(1200, [full]);
        var whole = await host.WholeAsync();
        var id = await host.AcceptAsync();
        var failpoints = ReliabilityHost.Configured(place, "suspend@1");
        var running = host.RunAsync((await host.ClaimAsync())!, failpoints: failpoints);
        await failpoints.SuspendedAt(place).WaitAsync(Eventually.Deadline);

        full.IsFull = true;
        failpoints.Release(place);
        await PassAsync(host, full, TimeSpan.FromMinutes(5));
        Assert.False(running.IsCompleted, "The exporter has given up.");
        var held = await host.FindAsync(id);
        Assert.Equal((ExportState.Generating, 1, 0), (held.State, held.Attempt, held.Crashes));

        full.IsFull = false;
        await Eventually.TrueAsync(
            () =>
            {
                host.Clock.Advance(TimeSpan.FromSeconds(1));
                return running.IsCompleted;
            },
            "the exporter has written down what came of it");
        await running;
        var export = await host.FindAsync(id);
        Assert.Equal((then, 0, 0), (export.State, export.Failures, export.Crashes));
        if (then == ExportState.Queued)
        {
            Assert.NotNull(export.WaitingReason);
            host.Clock.Advance(TimeSpan.FromMinutes(1));
            export = await host.WorkAsync();
        }

        Assert.Equal(attempts, export.Attempt);
        Assert.Equal(whole, host.Stored(export));
    }

    /// <summary>Lets time pass, in which the exporter tries again at least once a step, and sweeps go by.</summary>
    private static async Task PassAsync(ReliabilityHost host, FullDatabase full, TimeSpan time)
    {
        var end = host.Clock.GetUtcNow() + time;
        while (host.Clock.GetUtcNow() < end)
        {
            var refused = full.Refused;
            await Eventually.TrueAsync(
                () =>
                {
                    host.Clock.Advance(TimeSpan.FromSeconds(1));
                    return full.Refused > refused;
                },
                "the exporter tries to write");
            Assert.Empty(await host.SweepAsync());
        }
    }
}
