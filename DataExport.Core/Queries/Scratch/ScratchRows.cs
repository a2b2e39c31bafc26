using DataExport.Core.Database.Sqlite;
using DataExport.Core.Queries.Reading;

namespace DataExport.Core.Queries.Scratch;

/// <summary>Reads the rows of a scratch file by their numbers, which are their keys.</summary>
internal sealed class ScratchRows : RowReader
{
    private readonly SqliteConnectionHandle _connection;
    private readonly SqliteStatement _rows;
    private readonly ScratchPlan _plan;
    private readonly CancellationToken _cancellationToken;
    private readonly Action _disposed;
    private RowKey _key;
    private bool _ended;

    public ScratchRows(SqliteConnectionHandle connection, ScratchPlan plan, RowKey? after, CancellationToken cancellationToken, Action? disposed = null)
    {
        _connection = connection;
        _plan = plan;
        _cancellationToken = cancellationToken;
        _disposed = disposed ?? (() => { });
        _key = after ?? default;
        try
        {
            _rows = connection.Prepare(plan.Read).Bind(1, _key.Id);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override int ColumnCount => _plan.Columns.Count;

    public override RowKey Key => _key;

    public override bool Read()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (_ended || !_rows.Step())
        {
            _ended = true;
            return false;
        }

        _key = new RowKey(0, _rows.Int64(0));
        _plan.NextRow();
        return true;
    }

    public override Cell Cell(int column) => _plan.Columns[column].Read(_rows);

    public override void Dispose()
    {
        _rows.Dispose();
        _connection.Dispose();
        _disposed();
    }
}
