using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace DataExport.Core.Events.Importing;

/// <summary>
/// Runs what is to be done for each import, one thing at a time: storing, undoing. It goes on when the person who asked has
/// gone, ends between two batches when the server stops, and is taken up again at the next start.
/// </summary>
public sealed partial class ImportRunner(EventStore events, ImportSpool spool, TimeProvider clock, ILogger<ImportRunner> logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<long, Run> _runs = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _undoing = new(1, 1);
    private volatile bool _disposed;

    /// <summary>How far the storing is; null when nothing is being stored for that import.</summary>
    public ImportProgress? ProgressOf(long importId) => _runs.TryGetValue(importId, out var run) ? run.Progress : null;

    /// <summary>Does what the import's state asks for, to its end, or joins in when that is under way.</summary>
    /// <returns>The import as it is then; null when it is gone.</returns>
    public async Task<Import?> RunAsync(long importId)
    {
        Import? import;
        do
        {
            await _runs.GetOrAdd(importId, id => new Run(progress => Task.Run(() => DoAsync(id, progress)))).Work;
            import = Find(importId);
        }
        while (import is { State: ImportState.Storing or ImportState.Undoing });
        return import;
    }

    /// <summary>Takes up what a crash, a stop or a failure has left in the middle.</summary>
    public async Task ResumeAsync()
    {
        foreach (var import in Unfinished().Where(import => !_runs.ContainsKey(import.Id)))
        {
            LogResuming(import.Id, import.State, import.Position);

            // What fails has been logged, and must not hold the others up.
            await ((Task)RunAsync(import.Id)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Deletes uploads that nobody needs any more. Only for the start, before anything comes in.</summary>
    public void Sweep() => spool.Sweep(Unfinished().Where(import => import.State == ImportState.Storing).Select(import => import.Id));

    /// <summary>Ends all work between two batches. A host may stop its services once more after it has disposed them.</summary>
    public async Task StopAsync()
    {
        if (_disposed)
        {
            return;
        }

        await _stopping.CancelAsync();
        await Task.WhenAll(_runs.Values.Select(run => run.Work)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _disposed = true;
        _stopping.Dispose();
        _undoing.Dispose();
    }

    private async Task DoAsync(long importId, IProgress<ImportProgress> progress)
    {
        try
        {
            // An undo can be asked for while the import is being stored; then storing ends and undoing begins here.
            while (Find(importId) is { State: ImportState.Storing or ImportState.Undoing } import)
            {
                await (import.State == ImportState.Storing
                    ? new ImportStoring(events.Writer, spool, clock).RunAsync(import, progress, _stopping.Token)
                    : UndoAsync(importId));
                File.Delete(spool.PathOf(importId));
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(exception, importId);
            throw;
        }
        finally
        {
            _runs.TryRemove(importId, out _);
        }
    }

    private async Task UndoAsync(long importId)
    {
        // One at a time: each counts what the others leave.
        await _undoing.WaitAsync(_stopping.Token);
        try
        {
            await new ImportUndo(events, clock).RunAsync(importId, _stopping.Token);
        }
        finally
        {
            _undoing.Release();
        }
    }

    private List<Import> Unfinished()
    {
        using var reader = events.OpenReader();
        return ImportTable.Unfinished(reader);
    }

    private Import? Find(long importId)
    {
        using var reader = events.OpenReader();
        return ImportTable.Find(reader, importId);
    }

    [LoggerMessage(1, LogLevel.Information, "Import {ImportId} is taken up again: {State}, {Position} rows are done.")]
    private partial void LogResuming(long importId, ImportState state, long position);

    [LoggerMessage(2, LogLevel.Error, "Import {ImportId} stopped; it will be tried again.")]
    private partial void LogFailed(Exception exception, long importId);

    private sealed class Run : IProgress<ImportProgress>
    {
        private readonly Lazy<Task> _work;

        // Lazy, for GetOrAdd may make one that it then throws away.
        public Run(Func<IProgress<ImportProgress>, Task> start) => _work = new Lazy<Task>(() => start(this));

        public Task Work => _work.Value;

        public ImportProgress? Progress { get; private set; }

        public void Report(ImportProgress value) => Progress = value;
    }
}
