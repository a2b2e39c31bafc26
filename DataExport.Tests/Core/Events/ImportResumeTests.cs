using System.Text;
using DataExport.Core.Events.Importing;
using DataExport.Tests.Support;

namespace DataExport.Tests.Core.Events;

/// <summary>Storing and undoing are broken off and taken up again, and leave nothing out and nothing twice.</summary>
public sealed class ImportResumeTests : IAsyncLifetime
{
    private const int Rows = 4500;
    private EventStoreHome _home = null!;

    public ValueTask InitializeAsync()
    {
        _home = new EventStoreHome();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _home.DisposeAsync();

    [Fact]
    public async Task Storing_StoppedBetweenBatches_GoesOnExactlyOnce()
    {
        var id = await StartAsync();
        using var stop = new CancellationTokenSource();
        var storing = new ImportStoring(_home.Store.Writer, _home.Spool, TimeProvider.System);
        using (var reader = _home.Store.OpenReader())
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => storing.RunAsync(ImportTable.Find(reader, id)!, new StopAtFirst(stop), stop.Token));
        }

        var position = long.Parse(Assert.Single(_home.Query("SELECT position FROM imports WHERE state = 'Storing'")), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(position, 1000, Rows - 1);
        Assert.Equal([$"{position}"], _home.Query("SELECT count(*) FROM events"));

        await _home.RestartAsync();
        _home.Runner.Sweep();
        Assert.Equal([$"{id}.upload"], _home.Spooled);
        await _home.Runner.ResumeAsync();

        Assert.Equal([$"Stored|{Rows}|{Rows}|0"], _home.Query("SELECT state, position, imported, rejected FROM imports"));
        Assert.Equal(Enumerable.Range(0, Rows).Select(number => $"{number}"), _home.Query("SELECT message FROM events ORDER BY id"));
        Assert.Equal([$"{Rows}"], _home.Query("SELECT sum(times_seen) FROM issues"));
        Assert.Empty(_home.Spooled);
    }

    [Fact]
    public async Task Undo_StoppedBetweenSteps_GoesOn()
    {
        var (import, _) = await _home.ImportAsync(File());
        await _home.Store.Writer.RunAsync(session => ImportTable.Move(session.Connection, import!.Id, ImportState.Stored, ImportState.Undoing, null), CancellationToken.None);
        UndoPlan plan;
        using (var reader = _home.Store.OpenReader())
        {
            plan = UndoPlan.Next(reader, import!.Id);
        }

        await _home.Store.Writer.RunAsync(session => new UndoStep(session, import.Id).Run(plan), CancellationToken.None);
        Assert.Equal([$"{Rows - UndoPlan.MostEvents}"], _home.Query("SELECT count(*) FROM events"));

        await _home.RestartAsync();
        await _home.Runner.ResumeAsync();

        Assert.Equal(["Undone|0|0"], _home.Query("SELECT state, (SELECT count(*) FROM events), (SELECT count(*) FROM issues) FROM imports"));
    }

    [Fact]
    public async Task Storing_AfterUndoWasAskedFor_StoresNoMore()
    {
        var id = await StartAsync();
        Import import;
        using (var reader = _home.Store.OpenReader())
        {
            import = ImportTable.Find(reader, id)!;
        }

        await _home.Store.Writer.RunAsync(session => ImportTable.Move(session.Connection, id, ImportState.Storing, ImportState.Undoing, null), CancellationToken.None);
        await new ImportStoring(_home.Store.Writer, _home.Spool, TimeProvider.System).RunAsync(import, progress: null, CancellationToken.None);

        Assert.Equal(["Undoing|0"], _home.Query("SELECT state, (SELECT count(*) FROM events) FROM imports"));
    }

    [Fact]
    public async Task Undo_WhileStoring_EndsUndone()
    {
        var id = await StartAsync();
        var storing = _home.Imports.FinishAsync(id);

        var undone = Assert.IsType<UndoResult.Accepted>(await _home.Imports.UndoAsync(EventStoreHome.Access, EventStoreHome.ProjectId, id, CancellationToken.None));

        Assert.Equal(ImportState.Undone, undone.Import.State);
        await storing;
        Assert.Equal(["0"], _home.Query("SELECT count(*) FROM events"));
        Assert.Empty(_home.Spooled);
    }

    [Fact]
    public async Task Sweep_UploadThatWasNeverStarted_IsDeleted()
    {
        _ = await _home.ReceiveAsync(File());
        Assert.Single(_home.Spooled);

        await _home.RestartAsync();
        _home.Runner.Sweep();

        Assert.Empty(_home.Spooled);
    }

    private static byte[] File() => Encoding.UTF8.GetBytes("message\n" + string.Join('\n', Enumerable.Range(0, Rows)));

    private async Task<long> StartAsync()
    {
        using var draft = await _home.ReceiveAsync(File());
        return Assert.IsType<StartResult.Started>(await _home.Imports.StartAsync(draft, ImportMapping.ByName, CancellationToken.None)).ImportId;
    }

    private sealed class StopAtFirst(CancellationTokenSource stop) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => stop.Cancel();
    }
}
