using DataExport.Core.Database.Sqlite;
using DataExport.Core.Events;
using DataExport.Core.Events.Pages;
using DataExport.Core.Queries.Compilation;
using Microsoft.Data.Sqlite;

namespace DataExport.Core.Queries.Reading;

/// <summary>
/// Reads rows whose keys an index knows: first the keys of many, which tells what comes in which order, then their columns out of the
/// pages that they lie in; by SQLite where these cannot be relied on.
/// </summary>
internal sealed class PagedRows : RowReader
{
    // Whoever looks at a few rows only shall not wait for thousands.
    private const int FirstKeys = 32;
    private const int Growth = 8;
    private const int MostRows = 250;
    private const int LeastRows = 8;

    private readonly SqliteConnectionHandle _connection;
    private readonly DiscoverPlan _plan;
    private readonly CellReader[] _columns;
    private readonly EventStore _store;
    private readonly ReadAhead _readAhead;
    private readonly EventPages _pages;
    private readonly MergedKeys _keysOfPages;
    private readonly MergedRows _keysOfStatements;
    private readonly CancellationToken _cancellationToken;
    private readonly SqliteStatement _byId;
    private readonly StoredRows _stored;
    private readonly List<RowKey> _keys = [];
    private readonly long[] _ids = new long[MostRows];
    private readonly int[] _places = new int[MostRows];
    private RowKey _key;
    private RowValues _row;
    private int _keysAtOnce = FirstKeys;
    private int _rowsAtOnce = MostRows;
    private int _next;
    private int _start;
    private int _end;

    public PagedRows(SqliteConnectionHandle connection, DiscoverPlan plan, EventStore store, TableShape shape, RowKey? after, CancellationToken cancellationToken)
    {
        _connection = connection;
        _plan = plan;
        _columns = [.. plan.Columns];
        _store = store;
        _cancellationToken = cancellationToken;
        _readAhead = store.CreateReadAhead();
        _pages = store.OpenPages(shape, plan.StoredIn);
        _stored = _pages.CreateRows();
        _row = _stored;
        _keysOfStatements = new MergedRows(connection, plan, [], _readAhead, after, cancellationToken);
        _key = _keysOfStatements.Key;
        _keysOfPages = new MergedKeys(connection, plan, store.OpenKeys(shape), _key);
        _byId = connection.Prepare($"SELECT {string.Join(", ", plan.Selected.DefaultIfEmpty("NULL"))} FROM events WHERE id = ?");
        plan.Issues.Attach(connection, cancellationToken);
    }

    public override int ColumnCount => _columns.Length;

    public override RowKey Key => _key;

    public override bool Read()
    {
        try
        {
            return Advance();
        }
        catch (SqliteException exception) when (Interruption.IsCauseOf(exception, _cancellationToken))
        {
            throw new OperationCanceledException(_cancellationToken);
        }
    }

    public override Cell Cell(int column) => _columns[column].Read(_row);

    public override void Dispose()
    {
        _keysOfPages.Dispose();
        _keysOfStatements.Dispose();
        _byId.Dispose();
        _plan.Issues.Dispose();
        _connection.Dispose();
    }

    private bool Advance()
    {
        do
        {
            if (_next == _keys.Count && !FindKeys())
            {
                return false;
            }

            if (_next == _end)
            {
                ReadRows();
            }

            _key = _keys[_next++];
        }
        while (!GoToRow());

        _plan.Tags.NextRow();
        return true;
    }

    private bool FindKeys()
    {
        // Lets go of the database, which checkpoints wait for.
        _byId.Reset();
        if (_keys.Count > 0)
        {
            // There are many: what is still in the log goes to the file meanwhile, where later pages find it.
            _store.Writer.Settle();
        }

        _cancellationToken.ThrowIfCancellationRequested();
        _keys.Clear();
        (_next, _end) = (0, 0);
        if (_keysOfPages.TryRead(_keys, _keysAtOnce))
        {
            TellReadAhead();
        }
        else
        {
            FindKeysByStatements();
        }

        _keysAtOnce = Math.Min(_keysAtOnce * Growth, MergedRows.RowsInPage);
        return _keys.Count > 0;
    }

    private void TellReadAhead()
    {
        if (_keys.Count > 0)
        {
            _readAhead.AfterPage(_keys[^1].Id, _keys.Count);
        }
    }

    private void FindKeysByStatements()
    {
        _keys.Clear();
        _keysOfStatements.GoAfter(_key);
        while (_keys.Count < _keysAtOnce && _keysOfStatements.Next())
        {
            _keys.Add(_keysOfStatements.Key);
        }

        _keysOfStatements.EndPage();
        _keysOfPages.GoAfter(_keys.Count > 0 ? _keys[^1] : _key);
    }

    private void ReadRows()
    {
        _byId.Reset();
        var count = Math.Min(_rowsAtOnce, _keys.Count - _next);
        (_start, _end) = (_next, _next + count);
        var ids = _ids.AsSpan(0, count);
        var places = _places.AsSpan(0, count);
        var inOrder = true;
        for (var place = 0; place < count; place++)
        {
            // Newest first, as most are read, the last is the one with the lowest id.
            var index = _plan.Ascending ? place : count - 1 - place;
            (ids[index], places[index]) = (_keys[_start + place].Id, place);
        }

        for (var index = 1; index < count; index++)
        {
            inOrder &= ids[index - 1] < ids[index];
        }

        if (!inOrder)
        {
            ids.Sort(places);
        }

        var isRead = _pages.TryRead(ids, places, _stored);
        _row = isRead ? _stored : _byId;

        if (!isRead && _keys.Count > FirstKeys)
        {
            _store.Writer.Settle();
        }

        // There may be no room for so many wide rows.
        _rowsAtOnce = isRead ? Math.Min(2 * _rowsAtOnce, MostRows) : Math.Max(_rowsAtOnce / 2, LeastRows);
    }

    /// <summary>Goes to the row of the current key; false when it was removed since its key was found.</summary>
    private bool GoToRow()
    {
        if (_row == _stored)
        {
            _stored.GoTo(_next - 1 - _start);
            return true;
        }

        _byId.Reset();
        return _byId.Bind(1, _key.Id).Step();
    }
}
