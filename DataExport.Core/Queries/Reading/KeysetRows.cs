using DataExport.Core.Database.Sqlite;
using DataExport.Core.Events;
using DataExport.Core.Queries.Compilation;

namespace DataExport.Core.Queries.Reading;

/// <summary>Reads rows in the order of an index, one after the other, as SQLite finds them: the way of searches, of which nobody knows when they find the next.</summary>
internal sealed class KeysetRows : RowReader
{
    private readonly SqliteConnectionHandle _connection;
    private readonly DiscoverPlan _plan;
    private readonly MergedRows _rows;

    public KeysetRows(SqliteConnectionHandle connection, DiscoverPlan plan, ReadAhead readAhead, RowKey? after, CancellationToken cancellationToken)
    {
        _connection = connection;
        _plan = plan;
        _rows = new MergedRows(connection, plan, plan.Selected, readAhead, after, cancellationToken);
        plan.Issues.Attach(connection, cancellationToken);
    }

    public override int ColumnCount => _plan.Columns.Count;

    public override RowKey Key => _rows.Key;

    public override bool Read()
    {
        _plan.Json.NextRow();
        return _rows.Next();
    }

    public override Cell Cell(int column) => _plan.Columns[column].Read(_rows.Row);

    public override void Dispose()
    {
        _rows.Dispose();
        _plan.Issues.Dispose();
        _connection.Dispose();
    }
}
