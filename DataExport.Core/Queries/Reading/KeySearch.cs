using System.Buffers.Text;
using System.Runtime.InteropServices;
using DataExport.Core.Database.Sqlite;
using DataExport.Core.Queries.Compilation;

namespace DataExport.Core.Queries.Reading;

/// <summary>
/// Takes those out of a list of keys whose events a search does not find. SQLite looks at the events in the order in which they lie in the
/// file: from one to another that is close, which costs it half of what it takes to go through an index and look each up; or, where few lie
/// close together, at each by its id.
/// </summary>
internal sealed class KeySearch : IDisposable
{
    // Measured, where looking at the next event of the file is one.
    private const int CostOfRun = 9;
    private const int CostOfLookup = 4;
    private const int DigitsOfId = 20;

    private readonly SqliteStatement _run;
    private readonly SqliteStatement _lookup;
    private readonly int _parameter;
    private long[] _ids = [];
    private int[] _places = [];
    private bool[] _isFound = [];
    private byte[] _list = [];
    private int _count;

    /// <summary>Prepares the search of a query.</summary>
    public KeySearch(SqliteConnectionHandle connection, DiscoverPlan plan)
    {
        _parameter = plan.Search.ParameterCount + 1;

        // No other bound on the id: of two to one side SQLite takes either to find the end by.
        _run = connection.Prepare($"SELECT id FROM events NOT INDEXED WHERE id BETWEEN ?{_parameter} AND ?{_parameter + 1} AND {plan.Search}");

        // The columns of json_each are out of the search's sight: some have the names of the events' columns.
        _lookup = connection.Prepare($"SELECT id FROM (SELECT value AS wanted_id FROM json_each(?{_parameter})) CROSS JOIN events ON events.id = wanted_id WHERE {plan.Search}");
        plan.Search.Bind(_run);
        plan.Search.Bind(_lookup);
    }

    /// <summary>Leaves those keys in a list, in their order, whose events are found.</summary>
    /// <param name="keys">Keys of events of the query's projects and period, up to its cut-off.</param>
    public void Filter(List<RowKey> keys)
    {
        _count = keys.Count;
        if (_ids.Length < _count)
        {
            (_ids, _places, _isFound) = (new long[_count], new int[_count], new bool[_count]);
        }

        IdOrder.Find(CollectionsMarshal.AsSpan(keys), _ids.AsSpan(0, _count), _places.AsSpan(0, _count));
        Array.Clear(_isFound, 0, _count);
        if (CostOfRuns() > (long)_count * CostOfLookup)
        {
            Mark(_lookup.BindText(_parameter, ListOfIds()));
        }
        else
        {
            MarkRuns();
        }

        var place = 0;
        keys.RemoveAll(_ => !_isFound[place++]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _run.Dispose();
        _lookup.Dispose();
    }

    private long CostOfRuns()
    {
        long cost = _count + CostOfRun;
        for (var index = 1; index < _count; index++)
        {
            cost += Math.Min(_ids[index] - _ids[index - 1] - 1, CostOfRun);
        }

        return cost;
    }

    private void MarkRuns()
    {
        for (var first = 0; first < _count;)
        {
            var last = first;
            while (last + 1 < _count && _ids[last + 1] - _ids[last] - 1 <= CostOfRun)
            {
                last++;
            }

            Mark(_run.Bind(_parameter, _ids[first]).Bind(_parameter + 1, _ids[last]));
            first = last + 1;
        }
    }

    private void Mark(SqliteStatement statement)
    {
        try
        {
            while (statement.Step())
            {
                // What lies between, such as an event of another project, is not asked for.
                var index = _ids.AsSpan(0, _count).BinarySearch(statement.Int64(0));
                if (index >= 0)
                {
                    _isFound[_places[index]] = true;
                }
            }
        }
        finally
        {
            // Lets go of the database.
            statement.Reset();
        }
    }

    /// <summary>The ids as a JSON array, such as <c>[17,19,40]</c>.</summary>
    private ReadOnlySpan<byte> ListOfIds()
    {
        if (_list.Length < (_count + 1) * (DigitsOfId + 1))
        {
            _list = new byte[(_count + 1) * (DigitsOfId + 1)];
        }

        var length = 0;
        foreach (var id in _ids.AsSpan(0, _count))
        {
            _list[length] = length == 0 ? (byte)'[' : (byte)',';
            Utf8Formatter.TryFormat(id, _list.AsSpan(length + 1), out var digits);
            length += digits + 1;
        }

        _list[length++] = (byte)']';
        return _list.AsSpan(0, length);
    }
}
