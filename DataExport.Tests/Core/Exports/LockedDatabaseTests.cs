using DataExport.Core.Database;
using DataExport.Core.Database.Sqlite;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Generating;
using DataExport.Tests.Support;

namespace DataExport.Tests.Core.Exports;

/// <summary>Databases that another connection locks, for ten seconds of the exporters' clock; really for a moment.</summary>
public sealed class LockedDatabaseTests
{
    [Theory]
    [InlineData("app.db")]
    [InlineData("events.db")]
    public async Task Database_LockedForTenSeconds_NothingIsLost(string file)
    {
        await using var host = await ReliabilityHost.StartAsync(("Exports:HeartbeatSeconds", "0"));
        var whole = await host.WholeAsync();
        await host.AcceptAsync();
        var failpoints = ReliabilityHost.Configured(Failpoints.AfterBlock, "suspend@2");
        var export = (await host.ClaimAsync())!;
        var running = host.RunAsync(export, failpoints: failpoints);
        await failpoints.SuspendedAt(Failpoints.AfterBlock).WaitAsync(Eventually.Deadline);

        Task<IReadOnlyList<string>> sweep;
        using (var other = SqliteConnectionHandle.OpenReadWrite(Path.Combine(host.DataPath, file)))
        {
            other.Execute("BEGIN IMMEDIATE");

            // The sweep waits for the lock first. Five seconds since the last sign of life, then ten of the lock.
            sweep = Task.Run(host.SweepAsync);
            await Eventually.TrueAsync(async () => await IsTakenAsync(host.Get<AppDatabaseGate>()) || sweep.IsCompleted, "the sweep waits");
            host.Clock.Advance(TimeSpan.FromSeconds(5));
            failpoints.Release(Failpoints.AfterBlock);
            host.Clock.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(300);
            other.Execute("ROLLBACK");
        }

        Assert.Empty(await sweep.WaitAsync(Eventually.Deadline));
        await running.WaitAsync(Eventually.Deadline);
        export = await host.FindAsync(export.Id);
        Assert.Equal(whole, host.Stored(export));
        Assert.Equal((1, 0, 0), (export.Attempt, export.Crashes, export.Failures));
    }

    private static async Task<bool> IsTakenAsync(AppDatabaseGate gate)
    {
        using var enough = new CancellationTokenSource();
        var entry = gate.EnterAsync(enough.Token);
        await enough.CancelAsync();
        try
        {
            // It may open in the very moment in which the wait is given up: then it has to be left again.
            (await entry).Dispose();
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }
}
