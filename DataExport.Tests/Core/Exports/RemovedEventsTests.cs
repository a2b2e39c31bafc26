using System.Text;
using DataExport.Core.Events;
using DataExport.Core.Events.Importing;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Generating;
using DataExport.Tests.Support;

namespace DataExport.Tests.Core.Exports;

/// <summary>Events that are removed while a file is made: it must not pass for a complete one.</summary>
public sealed class RemovedEventsTests
{
    /// <summary>The file has five blocks, latest events first; it is suspended after the second.</summary>
    [Theory]
    [InlineData("timestamp DESC", null)]
    [InlineData("timestamp", null)]
    [InlineData("timestamp", 1000)]
    [InlineData("timestamp DESC", 1000)]
    public async Task Events_RemovedWhileTheFileIsMade_FailItAsIncomplete(string order, int? limit)
    {
        await using var host = await ReliabilityHost.StartAsync();
        var id = await host.AcceptAsync(limit: limit);

        var export = await MakeWhileAsync(host, () => DeleteAsync(host, $"ORDER BY {order} LIMIT 3"));

        Assert.Equal((ExportState.Failed, ExportErrorCode.Incomplete), (export.State, export.ErrorCode));
        Assert.Empty(Directory.GetFiles(host.Exports));
        Assert.IsType<ActionResult.Done>(await host.Get<ExportActions>().RetryAsync(host.Access, id, CancellationToken.None));
        Assert.Equal(limit ?? 1197, (await host.WorkAsync()).Artifact!.Rows);
    }

    [Fact]
    public async Task Events_RemovedOnceTheRowsAreFound_AreInTheFileAllTheSame()
    {
        await using var host = await ReliabilityHost.StartAsync();
        await host.AcceptAsync("""{"field": ["id", "message"], "query": "", "sort": "message"}""");

        var export = await MakeWhileAsync(host, () => DeleteAsync(host, "ORDER BY timestamp LIMIT 3"));

        Assert.Equal((ExportState.Completed, 1200), (export.State, export.Artifact!.Rows));
    }

    [Fact]
    public async Task Events_RemovedBetweenTwoAttempts_FailItAsIncomplete()
    {
        await using var host = await ReliabilityHost.StartAsync();
        await host.DrainAtAsync(2);
        await DeleteAsync(host, "ORDER BY timestamp LIMIT 3");

        Assert.Equal(ExportErrorCode.Incomplete, (await host.WorkAsync()).ErrorCode);
    }

    [Fact]
    public async Task Events_RemovedBeforeTheFileIsBegunOrBeyondItsCutOff_DoItNoHarm()
    {
        await using var host = await ReliabilityHost.StartAsync();
        await host.AcceptAsync();
        await DeleteAsync(host, "ORDER BY timestamp LIMIT 3");

        var export = await MakeWhileAsync(host, async () =>
        {
            var cutOff = host.Get<EventStore>().CutOff;
            await ImportAsync(host);
            await DeleteAsync(host, $"WHERE id > {cutOff}");
        });

        Assert.Equal((ExportState.Completed, 1197), (export.State, export.Artifact!.Rows));
    }

    [Fact]
    public async Task Import_UndoneBeforeItsRowsAreRead_FailsTheFileAsIncomplete()
    {
        await using var host = await ReliabilityHost.StartAsync();
        var import = await ImportAsync(host);
        await host.AcceptAsync();

        var export = await MakeWhileAsync(host, () => host.Get<Imports>().UndoAsync(host.Access, import.ProjectId, import.Id, CancellationToken.None));

        Assert.Equal((ExportState.Failed, ExportErrorCode.Incomplete), (export.State, export.ErrorCode));
    }

    private static async Task<Export> MakeWhileAsync(ReliabilityHost host, Func<Task> happen)
    {
        var (failpoints, export) = (ReliabilityHost.Configured(Failpoints.AfterBlock, "suspend@2"), (await host.ClaimAsync())!);
        var running = host.RunAsync(export, failpoints: failpoints);
        await failpoints.SuspendedAt(Failpoints.AfterBlock).WaitAsync(Eventually.Deadline);
        await happen();
        failpoints.Release(Failpoints.AfterBlock);
        await running.WaitAsync(Eventually.Deadline);
        return await host.FindAsync(export.Id);
    }

    private static Task<int> DeleteAsync(ReliabilityHost host, string which) => host.Get<EventStore>().Writer.RunAsync(
        session =>
        {
            session.Connection.Execute($"DELETE FROM events WHERE id IN (SELECT id FROM events {which})");
            return 0;
        },
        CancellationToken.None);

    /// <summary>Imports events that are older than all others, so that they are read last.</summary>
    private static async Task<Import> ImportAsync(ReliabilityHost host)
    {
        var csv = "timestamp,message\n" + string.Concat(Enumerable.Range(0, 50).Select(number => $"2020-01-01T00:00:{number:00}Z,row {number}\n"));
        var imports = host.Get<Imports>();
        using var draft = (await imports.ReceiveAsync(
            host.Access, host.Access.Projects[0].Id, "old.csv", new MemoryStream(Encoding.UTF8.GetBytes(csv)), progress: null, CancellationToken.None))!;
        var mapping = Assert.IsType<MappingResult.Valid>(ImportMapping.Parse(null)).Mapping;
        var started = Assert.IsType<StartResult.Started>(await imports.StartAsync(draft, mapping, CancellationToken.None));
        return await imports.FinishAsync(started.ImportId);
    }
}
