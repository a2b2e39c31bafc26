using DataExport.Core.Exports;
using DataExport.Core.Exports.Generating;
using DataExport.Core.Exports.Retention;
using DataExport.Tests.Support;

namespace DataExport.Tests.Core.Exports;

/// <summary>A wall clock that leaps an hour, forwards and back.</summary>
public sealed class ClockTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Clock_LeapsAnHour_NoLeaseIsLostOrKeptByIt(int hours)
    {
        await using var host = await ReliabilityHost.StartAsync(20, []);
        var id = await host.AcceptAsync();
        Assert.NotNull(await host.ClaimAsync());

        host.Clock.Leap(TimeSpan.FromHours(hours));
        host.Clock.Advance(TimeSpan.FromSeconds(14));
        Assert.Empty(await host.SweepAsync());
        host.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal([id], await host.SweepAsync());
        Assert.Equal(ExportState.Completed, (await host.WorkAsync()).State);
    }

    [Fact]
    public async Task Clock_LeapsBackWhileAnExportWaits_ItIsTriedAgainAllTheSame()
    {
        await using var host = await ReliabilityHost.StartAsync(20, []);
        await host.AcceptAsync();
        host.Artifacts.Reset(room: 0);
        Assert.NotNull((await host.WorkAsync()).NotBefore);
        host.Artifacts.Reset();

        host.Clock.Leap(TimeSpan.FromHours(-1));
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(ExportState.Completed, (await host.WorkAsync()).State);
    }

    [Fact]
    public async Task Clock_ReachesTheExpiry_FileIsGoneForEverybodyAtOnceAndSweptLater()
    {
        await using var host = await ReliabilityHost.StartAsync(20, []);
        await host.AcceptAsync();
        var export = await host.WorkAsync();
        var retention = host.Get<ExportRetention>();
        Assert.Equal(0, await retention.RemoveExpiredAsync(CancellationToken.None));

        host.Clock.Leap(TimeSpan.FromDays(28) - TimeSpan.FromTicks(1));
        Assert.Equal(DownloadStatus.Valid, export.StatusAt(host.Clock.Now));
        host.Clock.Leap(TimeSpan.FromTicks(1));

        Assert.Equal(DownloadStatus.Expired, export.StatusAt(host.Clock.Now));
        Assert.True(host.Artifacts.Exists(export.Artifact!.Key));
        Assert.IsType<ActionResult.WrongState>(await host.Get<ExportActions>().ExtendAsync(host.Access, export.Id, CancellationToken.None));
        Assert.Equal(1, await retention.RemoveExpiredAsync(CancellationToken.None));
        Assert.Empty(host.Artifacts.Keys());
        Assert.Equal(export.Artifact, (await host.FindAsync(export.Id)).Artifact);
    }

    [Fact]
    public async Task Extension_Repeated_EndsAtHalfAYear()
    {
        await using var host = await ReliabilityHost.StartAsync(20, []);
        await host.AcceptAsync();
        var export = await host.WorkAsync();
        var days = new List<double>();
        while (await host.Get<ExportActions>().ExtendAsync(host.Access, export.Id, CancellationToken.None) is ActionResult.Done(var extended))
        {
            days.Add((extended!.DateExpired!.Value - export.DateCreated).TotalDays);
        }

        Assert.Equal([56, 84, 112, 140, 168, 180], days);
    }

    [Fact]
    public async Task Sweep_OfOrphans_SparesWhatIsAlive()
    {
        await using var host = await ReliabilityHost.StartAsync();
        await host.DrainAtAsync(2);
        var failpoints = ReliabilityHost.Configured(Failpoints.AfterBlock, "suspend");
        var running = host.RunAsync((await host.ClaimAsync())!, failpoints: failpoints);
        await failpoints.SuspendedAt(Failpoints.AfterBlock).WaitAsync(Eventually.Deadline);
        foreach (var orphan in new[] { "deadbeef.1.part", "deadbeef.1.csv.gz", "nonsense.part" })
        {
            await File.WriteAllTextAsync(Path.Combine(host.Exports, orphan), "x");
        }

        await host.Get<ExportRetention>().RemoveOrphansAsync(CancellationToken.None);

        Assert.Equal(["1.part", "2.part"], Directory.GetFiles(host.Exports).Where(file => !file.Contains("nonsense")).Select(file => Path.GetFileName(file)[33..]).Order());
        failpoints.Release(Failpoints.AfterBlock);
        await running.WaitAsync(Eventually.Deadline);
        await host.Get<ExportRetention>().RemoveOrphansAsync(CancellationToken.None);
        Assert.Single(host.Artifacts.Keys());
    }

    [Fact]
    public async Task Sweep_OfOrphansWhileAnExportEnds_SparesItsFile()
    {
        var meanwhile = new Meanwhile();
        await using var host = await ReliabilityHost.StartAsync(20, [meanwhile]);
        await host.AcceptAsync();
        var failpoints = ReliabilityHost.Configured(Failpoints.BeforeComplete, "suspend");
        var export = (await host.ClaimAsync())!;
        var running = host.RunAsync(export, failpoints: failpoints);
        await failpoints.SuspendedAt(Failpoints.BeforeComplete).WaitAsync(Eventually.Deadline);

        // Between the two questions that the sweep asks the database, the export ends.
        meanwhile.AfterNextQuery = async () =>
        {
            failpoints.Release(Failpoints.BeforeComplete);
            await running.WaitAsync(Eventually.Deadline);
        };
        await host.Get<ExportRetention>().RemoveOrphansAsync(CancellationToken.None);

        Assert.Null(meanwhile.AfterNextQuery);
        Assert.NotEmpty(host.Stored(await host.FindAsync(export.Id)));
    }
}
