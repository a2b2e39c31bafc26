using System.Text;
using DataExport.Core.Events;
using DataExport.Core.Queries.Discover;
using DataExport.Core.Queries.Reading;

namespace DataExport.Core.Queries.Tables;

/// <summary>
/// Shows the rows of a Discover query a page at a time, by the compiler of the exports. In the order of time a page begins at a
/// row's key, so that a late page costs no more than the first.
/// </summary>
public sealed class EventTables(EventStore store, QueryRunner queries, TimeProvider clock)
{
    /// <summary>How long rows are looked for; exports have no such limit.</summary>
    public static readonly TimeSpan ReadingTime = TimeSpan.FromSeconds(20);

    private const string OldestFirst = "timestamp";
    private const string NewestFirst = "-timestamp";

    /// <summary>The first page of what is stored now.</summary>
    public TablePlace Start => new(store.CutOff);

    /// <summary>Reads a page; null when that takes longer than <see cref="ReadingTime"/>.</summary>
    /// <param name="query">The query.</param>
    /// <param name="slugs">The slugs of its projects, by id.</param>
    /// <param name="place">Where the page begins.</param>
    /// <param name="take">How many rows at most.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    /// <exception cref="OperationCanceledException">Nobody waits for the page any more.</exception>
    public async Task<TablePage?> ReadAsync(
        DiscoverQuery query, IReadOnlyDictionary<int, string> slugs, TablePlace place, int take, CancellationToken cancellationToken)
    {
        using var reading = new CancellationTokenSource(ReadingTime, clock);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, reading.Token);
        try
        {
            return await Task.Run(() => Read(query, slugs, place, take, enough.Token), enough.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private TablePage Read(DiscoverQuery query, IReadOnlyDictionary<int, string> slugs, TablePlace place, int take, CancellationToken cancellationToken)
    {
        var bounds = new QueryBounds(Math.Min(place.CutOff, store.CutOff), slugs);
        return QueryRunner.NeedsScratch(query)
            ? ReadByNumber(query, bounds, place, take, cancellationToken)
            : ReadByTime(query, bounds, place, take, cancellationToken);
    }

    // Rows in the order of time are found by their keys, and the page before another by turning the order round.
    private TablePage ReadByTime(DiscoverQuery query, QueryBounds bounds, TablePlace place, int take, CancellationToken cancellationToken)
    {
        using var reader = queries.Read(place.Backwards ? Reversed(query) : query, bounds, TimeZoneInfo.Utc, place.Key, cancellationToken);
        var (rows, hasMore) = Take(reader, take);
        if (place.Backwards)
        {
            rows.Reverse();
        }

        var isFirst = place.Key is null;
        return new TablePage(
            [.. rows.Select(row => row.Values)],
            place with { Key = rows.Count > 0 ? rows[0].Key : place.Key, Backwards = true }, place.Backwards ? hasMore : !isFirst,
            place with { Key = rows.Count > 0 ? rows[^1].Key : place.Key, Backwards = false }, place.Backwards ? !isFirst : hasMore);
    }

    // Rows in any other order, and groups, have no key but their number: each page is computed anew, up to its end.
    private TablePage ReadByNumber(DiscoverQuery query, QueryBounds bounds, TablePlace place, int take, CancellationToken cancellationToken)
    {
        var number = place.Key?.Id ?? 0;
        var before = place.Backwards ? Math.Max(0, number - 1 - take) : number;
        var count = place.Backwards ? (int)Math.Clamp(number - 1, 0, take) : take;
        using var reader = queries.Read(query, bounds with { Most = before + count + 1 }, TimeZoneInfo.Utc, new RowKey(0, before), cancellationToken);
        var (rows, hasMore) = Take(reader, count);
        return new TablePage(
            [.. rows.Select(row => row.Values)],
            place with { Key = new RowKey(0, before + 1), Backwards = true }, before > 0,
            place with { Key = new RowKey(0, before + rows.Count), Backwards = false }, hasMore);
    }

    private static (List<(RowKey Key, IReadOnlyList<TableValue> Values)> Rows, bool HasMore) Take(RowReader reader, int take)
    {
        var rows = new List<(RowKey, IReadOnlyList<TableValue>)>();
        while (rows.Count < take)
        {
            if (!reader.Read())
            {
                return (rows, false);
            }

            rows.Add((reader.Key, [.. Enumerable.Range(0, reader.ColumnCount).Select(column => Value(reader.Cell(column)))]));
        }

        return (rows, reader.Read());
    }

    private static DiscoverQuery Reversed(DiscoverQuery query) => query with { Sort = [query.Sort[0] == OldestFirst ? NewestFirst : OldestFirst] };

    private static TableValue Value(Cell cell) => new(cell.Kind, cell.Kind == CellKind.Null ? null : Encoding.UTF8.GetString(cell.Utf8));
}
