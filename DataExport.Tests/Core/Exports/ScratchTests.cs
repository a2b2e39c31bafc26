using System.Text;
using DataExport.Core.Events;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Generating;
using DataExport.Core.Exports.Retention;
using DataExport.Core.Queries.Scratch;
using DataExport.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Tests.Core.Exports;

/// <summary>Exports whose rows are in no index's order: whatever happens on the way, their bytes are the same and their scratch file goes.</summary>
public sealed class ScratchTests
{
    private const string Sorted = """{"field": ["message", "id", "tags[n]"], "query": "", "sort": ["tags[n]", "-message"]}""";
    private const string Grouped = """{"field": ["count()", "message", "p50(tags[n])", "last_seen()"], "query": "", "sort": "message"}""";

    [Theory]
    [InlineData(Sorted)]
    [InlineData(Grouped)]
    public async Task Export_DrainedAtEachBlock_GoesOnInItsScratchFileWithTheSameBytes(string query)
    {
        await using var host = await ReliabilityHost.StartAsync();
        var whole = await host.WholeAsync(query);
        Assert.Empty(host.Scratches);
        for (var block = 1; block <= 5; block++)
        {
            var drained = await host.DrainAtAsync(block, query: query);
            Assert.True(drained.Checkpoint!.Rows > 0);
            Assert.Equal([$"{drained.Id}.db"], host.Scratches);

            // Events that come later, and would change the order of all, change nothing.
            await host.AddEventsAsync(3, seed: block);
            var export = await host.WorkAsync();
            Assert.Equal(whole, host.Stored(export));
            Assert.Equal(drained.Attempt + 1, export.Attempt);
            Assert.Empty(host.Scratches);
            await host.RemoveEventsAfterAsync(1200);
        }
    }

    [Theory]
    [InlineData(Sorted, Failpoints.AfterScratch, 1)]
    [InlineData(Sorted, Failpoints.AfterBlock, 3)]
    [InlineData(Grouped, Failpoints.AfterScratch, 1)]
    [InlineData(Grouped, Failpoints.AfterBlock, 3)]
    [InlineData(Grouped, Failpoints.AfterFlush, 1)]
    public async Task Exporter_FallsSilentOnTheWay_AnotherMakesTheSameBytes(string query, string place, int time)
    {
        await using var host = await ReliabilityHost.StartAsync(("Exports:HeartbeatSeconds", "0"));
        var whole = await host.WholeAsync(query);
        await host.AcceptAsync(query);
        var failpoints = ReliabilityHost.Configured(place, $"suspend@{time}");
        _ = host.RunAsync((await host.ClaimAsync())!, failpoints: failpoints);
        await failpoints.SuspendedAt(place);
        host.Clock.Advance(TimeSpan.FromSeconds(16), timers: false);
        Assert.Single(await host.SweepAsync());

        Assert.Equal(whole, host.Stored(await host.WorkAsync()));
    }

    [Theory]
    [InlineData("lost")]
    [InlineData("without its mark")]
    [InlineData("no database")]
    public async Task Scratch_NotComplete_IsBuiltAnewAndTheFileStartsOver(string what)
    {
        await using var host = await ReliabilityHost.StartAsync();
        var whole = await host.WholeAsync(Grouped);
        var drained = await host.DrainAtAsync(2, query: Grouped);
        Damage(host.ScratchOf(drained), what);

        Assert.Equal(whole, host.Stored(await host.WorkAsync()));
        Assert.Empty(host.Scratches);
    }

    [Theory]
    [InlineData(Sorted)]
    [InlineData(Grouped)]
    public async Task Disk_FullForTheScratchFile_ExportWaitsAndEndsWithTheSameBytes(string query)
    {
        await using var host = await ReliabilityHost.StartAsync();
        var whole = await host.WholeAsync(query);
        var folder = host.Get<ScratchFolder>();
        foreach (var pages in new[] { 2, 5, 100, 1200 })
        {
            await host.AcceptAsync(query);
            var most = folder.MostPages;
            folder.MostPages = pages;
            var waiting = await host.WorkAsync();
            Assert.Equal((ExportState.Queued, 0, 0), (waiting.State, waiting.Failures, waiting.Crashes));
            Assert.NotNull(waiting.WaitingReason);
            Assert.Empty(host.Scratches);

            folder.MostPages = most;
            host.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(whole, host.Stored(await host.WorkAsync()));
        }
    }

    [Fact]
    public async Task Scratch_OfAnEndedExport_IsSweptAndThoseOfLiveOnesStay()
    {
        await using var host = await ReliabilityHost.StartAsync();
        var drained = await host.DrainAtAsync(1, query: Sorted);
        var folder = host.Get<ScratchFolder>();
        File.WriteAllText(folder.PathOf("0192f0c4b7a07d6c9a4e3c0b5d2f1a77"), "left by a crash");

        Assert.Equal(1, await host.Get<ExportRetention>().RemoveOrphansAsync(CancellationToken.None));
        Assert.Equal([$"{drained.Id}.db"], host.Scratches);

        Assert.IsType<ActionResult.Done>(await host.Get<ExportActions>().CancelAsync(host.Access, drained.Id, CancellationToken.None));
        await host.Get<ExportRetention>().RemoveOrphansAsync(CancellationToken.None);
        Assert.Empty(host.Scratches);
    }

    [Fact]
    public async Task Exporter_DrainedWhileTheScratchFileIsMade_LeavesAtOnceAndTheNextBeginsAnew()
    {
        await using var host = await ReliabilityHost.StartAsync(20_000, []);
        var slow = $$"""{"field": ["count_unique(id)"], "query": "{{string.Join(" OR ", Enumerable.Range(0, 200).Select(number => $"*{number}*x*y*z*"))}}"}""";
        await host.AcceptAsync(slow);
        using var stopping = new CancellationTokenSource();
        var export = (await host.ClaimAsync())!;
        var running = Task.Run(() => host.RunAsync(export, stopping.Token));
        await Eventually.TrueAsync(() => host.Scratches.Length > 0, "the scratch file is begun");
        await stopping.CancelAsync();
        await running;

        export = await host.FindAsync(export.Id);
        Assert.Equal((ExportState.Queued, 0, 0), (export.State, export.Failures, export.Crashes));
        Assert.Null(export.Checkpoint);
        Assert.Empty(host.Scratches);
    }

    [Theory]
    [InlineData(Sorted, 100)]
    [InlineData(Grouped, 100)]
    [InlineData(Grouped, 1200)]
    [InlineData(Grouped, 1201)]
    public async Task Export_Limited_EndsThereAndSaysWhetherThereAreMore(string query, int limit)
    {
        await using var host = await ReliabilityHost.StartAsync();
        await host.AcceptAsync(query, limit, "none");
        var export = await host.WorkAsync();
        var all = await host.WholeAsync(query, "none");

        Assert.Equal(all[..(int)export.Artifact!.ContentBytes], host.Stored(export));
        Assert.Equal(Math.Min(limit, 1200), export.Artifact.Rows);
        Assert.Equal(limit < 1200 ? 1 : 0, export.Warnings.Count);
    }

    [Fact]
    public async Task IssuesByTag_DrainedAtABlock_GoesOnWithTheSameBytes()
    {
        await using var host = await ReliabilityHost.StartAsync(0, []);
        var random = new Random(5);
        var project = host.Access.Projects[0].Id;
        await host.Get<EventStore>().Writer.RunAsync(
            session => Enumerable.Range(0, 900).Count(number =>
            {
                var made = Sample.Event(project, Sample.Noon + number, "m", ("k", Convert.ToHexString(Bytes(random))));
                made.Fingerprint = "one";
                return session.Insert(made);
            }),
            CancellationToken.None);
        const string query = """{"project": "shop", "group": 1, "key": "k"}""";
        var whole = await host.WholeAsync(query, type: QueryType.IssuesByTag);
        var drained = await host.DrainAtAsync(2, query: query, type: QueryType.IssuesByTag);

        var export = await host.WorkAsync();

        Assert.Equal(whole, host.Stored(export));
        Assert.Equal((drained.Attempt + 1, 900), (export.Attempt, export.Artifact!.Rows));
        Assert.StartsWith("Issues-by-Tag_", export.Artifact.FileName);
    }

    [Theory]
    [InlineData("""{"project": "shop", "group": 999, "key": "n"}""", "Requested issue does not exist")]
    [InlineData("""{"project": "shop", "group": 1, "key": "nothing"}""", "Requested key does not exist")]
    [InlineData("""{"project": "shop", "group": 1, "key": "user"}""", "Requested key does not exist")]
    public async Task IssuesByTag_OfWhatIsGone_FailsOnceAndForAll(string query, string message)
    {
        await using var host = await ReliabilityHost.StartAsync(2, []);
        await host.AcceptAsync(query, type: QueryType.IssuesByTag);

        var export = await host.WorkAsync();

        Assert.Equal((ExportState.Failed, ExportErrorCode.NotFound, message), (export.State, export.ErrorCode, export.ErrorMessage));
        Assert.Equal(1, export.Attempt);
    }

    [Fact]
    public async Task IssuesByTag_OfADeletedProject_FailsOnceAndForAll()
    {
        await using var host = await ReliabilityHost.StartAsync(2, []);
        await host.AcceptAsync("""{"project": "shop", "group": 1, "key": "n"}""", type: QueryType.IssuesByTag);
        await host.UseAsync(database => database.Projects.ExecuteDeleteAsync());

        var export = await host.WorkAsync();

        Assert.Equal((ExportState.Failed, ExportErrorCode.NotFound, "Requested project does not exist"), (export.State, export.ErrorCode, export.ErrorMessage));
    }

    private static void Damage(string path, string what)
    {
        switch (what)
        {
            case "lost":
                File.Delete(path);
                break;
            case "without its mark":
                using (var scratch = DataExport.Core.Database.Sqlite.SqliteConnectionHandle.OpenReadWrite(path))
                {
                    scratch.Execute("PRAGMA user_version=0; DELETE FROM rows WHERE row % 2 = 0");
                }

                break;
            default:
                File.WriteAllText(path, new string('x', 100_000), Encoding.ASCII);
                break;
        }
    }

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[2000];
        random.NextBytes(bytes);
        return bytes;
    }
}
