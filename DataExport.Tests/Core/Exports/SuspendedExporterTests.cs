using DataExport.Core.Exports;
using DataExport.Core.Exports.Generating;
using DataExport.Core.Exports.Queue;
using DataExport.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace DataExport.Tests.Core.Exports;

/// <summary>Exporters that are suspended, lose their lease, and wake when another has finished.</summary>
public sealed class SuspendedExporterTests
{
    private const int Times = 50;

    [Theory]
    [InlineData(Failpoints.AfterClaim)]
    [InlineData(Failpoints.AfterBlock)]
    [InlineData(Failpoints.BeforeHeartbeat)]
    [InlineData(Failpoints.AfterFlush)]
    [InlineData(Failpoints.AfterRename)]
    [InlineData(Failpoints.BeforeComplete)]
    public async Task Exporter_WakesAfterAnotherFinished_ChangesNothing(string place)
    {
        await using var host = await ReliabilityHost.StartAsync(300, [], ("Exports:RunningPerOrganization", "1000"), ("Exports:HeartbeatSeconds", "0"));
        var count = new Counter();
        var beating = place == Failpoints.BeforeHeartbeat;

        // A heartbeat is due only while a file is being made.
        var failpoints = ReliabilityHost.Configured(beating ? $"{place} {Failpoints.AfterBlock}" : place, "suspend", count);
        var late = await SuspendAllAsync(host, failpoints, count);
        if (beating)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            await Eventually.TrueAsync(() => count.Value == 2 * Times, "heartbeats are suspended");
        }

        host.Clock.Advance(TimeSpan.FromSeconds(16), timers: false);
        Assert.Equal(Times, (await host.SweepAsync()).Count);
        for (var number = 0; number < Times; number++)
        {
            Assert.Equal(ExportState.Completed, (await host.WorkAsync()).State);
        }

        var before = await host.SnapshotAsync();

        // Whatever is written later would carry a later time.
        host.Clock.Advance(TimeSpan.FromHours(1), timers: false);
        failpoints.Release(place);
        failpoints.Release(Failpoints.AfterBlock);
        await Task.WhenAll(late).WaitAsync(Eventually.Deadline);

        Assert.Equal(before, await host.SnapshotAsync());
        Assert.Equal(Times, await host.UseAsync(database => Task.FromResult(database.OutboxMails.Count())));
    }

    /// <summary>Whatever became of the export meanwhile, its late exporter leaves rows, mails and files as they are.</summary>
    [Theory]
    [MemberData(nameof(LastStepsAndFates))]
    public async Task Exporter_WakesAfterItsLeaseWasTaken_ChangesNothing(string place, string fate)
    {
        await using var host = await ReliabilityHost.StartAsync(100, [], ("Exports:RunningPerOrganization", "1000"));
        var count = new Counter();
        var failpoints = ReliabilityHost.Configured(place, "suspend", count);
        var late = await SuspendAllAsync(host, failpoints, count);
        await MeetFateAsync(host, fate);
        var before = await host.SnapshotAsync(parts: true);

        host.Clock.Advance(TimeSpan.FromHours(1), timers: false);
        failpoints.Release(place);
        await Task.WhenAll(late).WaitAsync(Eventually.Deadline);

        Assert.Equal(before, await host.SnapshotAsync(parts: true));
    }

    public static TheoryData<string, string> LastStepsAndFates() => new MatrixTheoryData<string, string>(
        [Failpoints.AfterFlush, Failpoints.AfterRename, Failpoints.BeforeComplete], ["another has it", "cancelled", "put aside", "deleted"]);

    private static async Task MeetFateAsync(ReliabilityHost host, string fate)
    {
        await host.UseAsync(database => database.WriteAsync(
            () => database.Exports.ExecuteUpdateAsync(set => set
                .SetProperty(row => row.CancelRequested, fate == "cancelled")
                .SetProperty(row => row.Crashes, fate == "put aside" ? ExportSweep.MostCrashes - 1 : 0)),
            CancellationToken.None));
        host.Clock.Advance(TimeSpan.FromSeconds(16), timers: false);
        var taken = await host.SweepAsync();
        Assert.Equal(Times, taken.Count);
        foreach (var id in taken)
        {
            if (fate == "another has it")
            {
                Assert.Equal(2, (await host.ClaimAsync())!.Attempt);
            }
            else if (fate == "deleted")
            {
                Assert.IsType<ActionResult.Done>(await host.Get<ExportActions>().DeleteAsync(host.Access, id, CancellationToken.None));
            }
        }
    }

    private static async Task<List<Task>> SuspendAllAsync(ReliabilityHost host, Failpoints failpoints, Counter count)
    {
        var late = new List<Task>();
        for (var number = 0; number < Times; number++)
        {
            // Limits that differ make exports that differ.
            await host.AcceptAsync(limit: 80 - number);
            late.Add(host.RunAsync((await host.ClaimAsync())!, failpoints: failpoints));
        }

        await Eventually.TrueAsync(() => count.Value == Times, $"{Times} exporters are suspended");
        return late;
    }

    private sealed class Counter : ILogger<Failpoints>
    {
        private int _value;

        public int Value => Volatile.Read(ref _value);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Interlocked.Increment(ref _value);
    }
}
