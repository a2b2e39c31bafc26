using DataExport.Core.Queries.Estimating;
using Microsoft.Data.Sqlite;

namespace DataExport.Core.Exports.Generating;

/// <summary>
/// Counts the rows that a file is to have, beside its making: for whoever follows how far it is, and for what the file is compared with at
/// its end. Where counting takes long, a guess comes first.
/// </summary>
internal sealed class RowCount : IAsyncDisposable
{
    private readonly CancellationTokenSource _counting;
    private readonly Task<long?> _rows;

    /// <summary>Begins.</summary>
    public RowCount(FileJob job, RowEstimates estimates, GenerationProgress progress, CancellationToken cancellationToken)
    {
        _counting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _rows = CountAsync(job, estimates, progress, _counting.Token);
    }

    /// <summary>How many there are, once that is known.</summary>
    /// <exception cref="OperationCanceledException">Counting was cancelled.</exception>
    /// <exception cref="SqliteException">The store failed.</exception>
    public async Task<long> WaitAsync() => await _rows ?? throw new OperationCanceledException(_counting.Token);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _counting.CancelAsync();
        await ((Task)_rows).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _counting.Dispose();
    }

    private static async Task<long?> CountAsync(FileJob job, RowEstimates estimates, GenerationProgress progress, CancellationToken cancellationToken)
    {
        // An earlier attempt has guessed already.
        var rows = await estimates.CountAsync(job.Query, job.Bounds, job.Export.RowsEstimate is null ? Expect : null, cancellationToken);
        if (rows is { } counted)
        {
            Expect(counted);
        }

        return rows;

        void Expect(long all) => progress.Expect(Math.Min(all, job.FileLimits.Rows));
    }
}
