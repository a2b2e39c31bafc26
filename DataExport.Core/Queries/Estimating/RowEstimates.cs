using DataExport.Core.Events;
using DataExport.Core.Queries.Compilation;
using DataExport.Core.Queries.Discover;
using DataExport.Core.Queries.Fields;
using DataExport.Core.Queries.Reading;
using Microsoft.Data.Sqlite;

namespace DataExport.Core.Queries.Estimating;

/// <summary>
/// Says how many rows a query has, within a bounded time: counted where that costs under a second, otherwise guessed from
/// <see cref="RowSample"/>.
/// </summary>
/// <remarks>
/// Without a search a count walks over an index and is exact for millions of events. A search has to look at each event; then
/// the share of a sample that it finds, times the events that the roll-ups know of, is close enough for a person to decide.
/// </remarks>
public sealed class RowEstimates(EventStore store, QueryRunner queries, TimeProvider clock)
{
    /// <summary>What counting may cost.</summary>
    public static readonly TimeSpan CountingTime = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan SamplingTime = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// The rows of a query, in <see cref="CountingTime"/> and half a second at the most; null when that is not enough and there
    /// is nothing to sample, for the groups of a sample say nothing of how many there are.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public RowEstimate? Estimate(FrozenQuery query, QueryBounds bounds, CancellationToken cancellationToken)
    {
        using var counting = new CancellationTokenSource(CountingTime, clock);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, counting.Token);
        var counted = queries.Count(query, bounds, enough.Token);
        cancellationToken.ThrowIfCancellationRequested();
        return counted is { } rows ? new RowEstimate(rows, IsExact: true) : Guess(query, bounds, cancellationToken);
    }

    /// <summary>Counts the rows of a query, however long that takes; where it takes longer than <see cref="CountingTime"/>, with a guess meanwhile.</summary>
    /// <param name="query">The query.</param>
    /// <param name="bounds">The cut-off and the slugs that belong to it.</param>
    /// <param name="onGuess">Gets the guess; null when none is wanted.</param>
    /// <param name="cancellationToken">Ends counting.</param>
    /// <returns>How many there are; null when it was cancelled.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="SqliteException">The store failed.</exception>
    public async Task<long?> CountAsync(FrozenQuery query, QueryBounds bounds, Action<long>? onGuess, CancellationToken cancellationToken)
    {
        var counting = Task.Run(() => queries.Count(query, bounds, cancellationToken), CancellationToken.None);
        try
        {
            if (onGuess is not null && await Task.WhenAny(counting, Task.Delay(CountingTime, clock, cancellationToken)) != counting
                && !cancellationToken.IsCancellationRequested && Guess(query, bounds, cancellationToken) is { } guess)
            {
                onGuess(guess.Rows);
            }
        }
        finally
        {
            // A guess that fails must not leave it behind.
            await ((Task)counting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return await counting;
    }

    private RowEstimate? Guess(FrozenQuery query, QueryBounds bounds, CancellationToken cancellationToken) =>
        query is DiscoverQuery discover && !new FieldList(discover.Field).IsGrouped ? Sample(discover, bounds, cancellationToken) : null;

    private RowEstimate Sample(DiscoverQuery query, QueryBounds bounds, CancellationToken cancellationToken)
    {
        using var sampling = new CancellationTokenSource(SamplingTime, clock);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, sampling.Token);
        var condition = DiscoverCompiler.AppendCondition(new SqlText(), query, bounds.CutOff, bounds.ProjectSlugs);
        using var connection = store.OpenReader();
        using var sample = new RowSample(connection, query, condition);
        var rows = sample.Estimate(enough.Token);
        cancellationToken.ThrowIfCancellationRequested();
        return new RowEstimate(rows, IsExact: false);
    }
}
