using System.Runtime.InteropServices;
using DataExport.Core.Database.Sqlite;
using DataExport.Core.Events;
using DataExport.Core.Events.Pages;
using DataExport.Core.Queries.Compilation;
using Microsoft.Data.Sqlite;

namespace DataExport.Core.Queries.Reading;

/// <summary>
/// Reads rows in the order of an index: first the keys of many, which tells what comes in which order, then their columns out of the pages
/// that they lie in; by SQLite where these cannot be relied on.
/// </summary>
internal sealed class PagedRows : RowReader
{
    private const int MostRows = 250;
    private const int LeastRows = 8;

    private readonly SqliteConnectionHandle _connection;
    private readonly DiscoverPlan _plan;
    private readonly CellReader[] _columns;
    private readonly EventStore _store;
    private readonly EventPages? _pages;
    private readonly KeyBatches _batches;
    private readonly CancellationToken _cancellationToken;
    private readonly SqliteStatement _byId;
    private readonly StoredRows? _stored;
    private readonly List<RowKey> _keys = [];
    private readonly long[] _ids = new long[MostRows];
    private readonly int[] _places = new int[MostRows];
    private RowKey _key;
    private RowValues _row;
    private bool _isLong;
    private int _rowsAtOnce = MostRows;
    private int _next;
    private int _start;
    private int _end;

    public PagedRows(SqliteConnectionHandle connection, DiscoverPlan plan, EventStore store, TableShape? shape, RowKey? after, CancellationToken cancellationToken)
    {
        _connection = connection;
        _plan = plan;
        _columns = [.. plan.Columns];
        _store = store;
        _cancellationToken = cancellationToken;
        _pages = shape is null ? null : store.OpenPages(shape, plan.StoredIn);
        _stored = _pages?.CreateRows();
        _batches = new KeyBatches(connection, plan, store, shape, after, cancellationToken);
        _key = _batches.LastKey;
        _byId = connection.Prepare($"SELECT {string.Join(", ", plan.Selected.DefaultIfEmpty("NULL"))} FROM events WHERE id = ?");
        _row = _byId;
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
        _batches.Dispose();
        _stored?.Dispose();
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

        _plan.Json.NextRow();
        return true;
    }

    private bool FindKeys()
    {
        _cancellationToken.ThrowIfCancellationRequested();

        // Lets go of the database, which checkpoints wait for.
        _byId.Reset();
        if (_keys.Count > 0)
        {
            // There are many: what is still in the log goes to the file meanwhile, where later pages find it.
            _isLong = true;
            _store.Writer.Settle();
        }

        _keys.Clear();
        (_next, _end) = (0, 0);
        _batches.Read(_keys);
        return _keys.Count > 0;
    }

    private void ReadRows()
    {
        _byId.Reset();
        var count = Math.Min(_rowsAtOnce, _keys.Count - _next);
        (_start, _end) = (_next, _next + count);
        var isRead = TryReadPages(count);
        _row = isRead ? _stored! : _byId;
        if (!isRead && _isLong)
        {
            _store.Writer.Settle();
        }

        // There may be no room for so many wide rows.
        _rowsAtOnce = isRead ? Math.Min(2 * _rowsAtOnce, MostRows) : Math.Max(_rowsAtOnce / 2, LeastRows);
    }

    private bool TryReadPages(int count)
    {
        if (_pages is null || _stored is null)
        {
            return false;
        }

        var ids = _ids.AsSpan(0, count);
        var places = _places.AsSpan(0, count);
        IdOrder.Find(CollectionsMarshal.AsSpan(_keys).Slice(_start, count), ids, places);
        return _pages.TryRead(ids, places, _stored);
    }

    /// <summary>Goes to the row of the current key; false when it was removed since its key was found.</summary>
    private bool GoToRow()
    {
        if (_row is StoredRows stored)
        {
            stored.GoTo(_next - 1 - _start);
            return true;
        }

        _byId.Reset();
        return _byId.Bind(1, _key.Id).Step();
    }
}
