using DataExport.Core.Queries.Estimating;
using DataExport.Core.Queries.Reading;
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
    public RowCount(FileJob job, QueryRunner queries, RowEstimates estimates, GenerationProgress progress, CancellationToken cancellationToken)
    {
        _counting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _rows = Task.Run(() => Count(job, queries, estimates, progress, _counting.Token), CancellationToken.None);
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

    private static long? Count(FileJob job, QueryRunner queries, RowEstimates estimates, GenerationProgress progress, CancellationToken cancellationToken)
    {
        // An earlier attempt has guessed already.
        var estimate = job.Export.RowsEstimate is null ? estimates.Estimate(job.Query, job.Bounds, cancellationToken) : null;
        Expect(estimate?.Rows);
        if (estimate is { IsExact: true } counted)
        {
            return counted.Rows;
        }

        var rows = queries.Count(job.Query, job.Bounds, cancellationToken);
        Expect(rows);
        return rows;

        void Expect(long? all)
        {
            if (all is { } known)
            {
                progress.Expect(Math.Min(known, job.FileLimits.Rows));
            }
        }
    }
}
