using System.Text;
using DataExport.Core.Events;
using DataExport.Core.Queries.Discover;
using DataExport.Core.Queries.Reading;

namespace DataExport.Core.Queries.Tables;

/// <summary>
/// Shows the rows of a Discover query a page at a time, by the compiler of the exports. A page begins at a row's key, so that a
/// late page costs no more than the first.
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
        using var reader = queries.Read(place.Backwards ? Reversed(query) : query, bounds, TimeZoneInfo.Utc, place.Key, cancellationToken);
        var rows = new List<IReadOnlyList<TableValue>>();
        var keys = new List<RowKey>();
        while (rows.Count < take && reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.ColumnCount).Select(column => Value(reader.Cell(column)))]);
            keys.Add(reader.Key);
        }

        var hasMore = rows.Count == take && reader.Read();
        if (place.Backwards)
        {
            rows.Reverse();
            keys.Reverse();
        }

        var isFirst = place.Key is null;
        return new TablePage(
            rows,
            place with { Key = keys.Count > 0 ? keys[0] : place.Key, Backwards = true }, place.Backwards ? hasMore : !isFirst,
            place with { Key = keys.Count > 0 ? keys[^1] : place.Key, Backwards = false }, place.Backwards ? !isFirst : hasMore);
    }

    private static DiscoverQuery Reversed(DiscoverQuery query) => query with { Sort = [query.Sort[0] == OldestFirst ? NewestFirst : OldestFirst] };

    private static TableValue Value(Cell cell) => new(cell.Kind, cell.Kind == CellKind.Null ? null : Encoding.UTF8.GetString(cell.Utf8));
}
