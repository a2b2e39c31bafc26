using DataExport.Core.Queries.Estimating;
using DataExport.Core.Queries.Reading;

namespace DataExport.Core.Exports.Generating;

/// <summary>
/// Counts the rows that a file is to have, beside its making, whose other cores would wait for it: roughly first, for whoever follows how
/// far it is, unless an earlier attempt has; then exactly, for what the file is compared with at its end.
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
        if (job.Export.RowsEstimate is null && estimates.Estimate(job.Query, job.Bounds, cancellationToken) is { } estimate)
        {
            progress.Expect(Math.Min(estimate.Rows, job.FileLimits.Rows));
            if (estimate.IsExact)
            {
                return estimate.Rows;
            }
        }

        return queries.Count(job.Query, job.Bounds, cancellationToken);
    }
}
