using System.Runtime.InteropServices;
using DataExport.Core.Database.Sqlite;
using DataExport.Core.Queries.Compilation;

namespace DataExport.Core.Queries.Reading;

/// <summary>
/// Takes those out of a list of keys whose events a search does not find. SQLite looks at the events in the order in which they lie in the
/// file, some at once, which costs it half of what it takes to go through an index and look each up.
/// </summary>
internal sealed class KeySearch : IDisposable
{
    // As many events can be looked at in vain while SQLite finds its way to one.
    private const int MostBetween = 4;

    private readonly SqliteStatement _find;
    private readonly int _firstParameter;
    private long[] _ids = [];
    private int[] _places = [];
    private bool[] _isFound = [];

    /// <summary>Prepares the search of a query.</summary>
    public KeySearch(SqliteConnectionHandle connection, DiscoverPlan plan)
    {
        _firstParameter = plan.Search.ParameterCount + 1;

        // No other bound on the id: of two to one side SQLite takes either to find the end by.
        _find = connection.Prepare($"SELECT id FROM events NOT INDEXED WHERE id BETWEEN ?{_firstParameter} AND ?{_firstParameter + 1} AND {plan.Search} ORDER BY id");
        plan.Search.Bind(_find);
    }

    /// <summary>Leaves those keys in a list, in their order, whose events are found.</summary>
    /// <param name="keys">Keys of events of the query's projects and period, up to its cut-off.</param>
    public void Filter(List<RowKey> keys)
    {
        if (_ids.Length < keys.Count)
        {
            (_ids, _places, _isFound) = (new long[keys.Count], new int[keys.Count], new bool[keys.Count]);
        }

        IdOrder.Find(CollectionsMarshal.AsSpan(keys), _ids.AsSpan(0, keys.Count), _places.AsSpan(0, keys.Count));
        Array.Clear(_isFound, 0, keys.Count);
        for (var first = 0; first < keys.Count;)
        {
            var end = first + 1;
            while (end < keys.Count && _ids[end] - _ids[end - 1] <= MostBetween + 1)
            {
                end++;
            }

            Find(first, end);
            first = end;
        }

        var place = 0;
        keys.RemoveAll(_ => !_isFound[place++]);
    }

    /// <inheritdoc/>
    public void Dispose() => _find.Dispose();

    private void Find(int first, int end)
    {
        try
        {
            _find.Bind(_firstParameter, _ids[first]).Bind(_firstParameter + 1, _ids[end - 1]);
            for (var at = first; _find.Step(); at++)
            {
                // What lies between, such as an event of another project, is not asked for.
                var id = _find.Int64(0);
                at += _ids.AsSpan(at, end - at).BinarySearch(id) is var found && found >= 0 ? found : ~found - 1;
                if (found >= 0)
                {
                    _isFound[_places[at]] = true;
                }
            }
        }
        finally
        {
            // Lets go of the database.
            _find.Reset();
        }
    }
}
