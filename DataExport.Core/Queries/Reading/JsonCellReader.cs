using DataExport.Core.Database.Sqlite;

namespace DataExport.Core.Queries.Reading;

/// <summary>A value within JSON, found by the <see cref="JsonScanner"/> that all such columns of a reader share.</summary>
internal sealed class JsonCellReader(int column, JsonScanner scanner, int slot) : CellReader
{
    public override Cell Read(RowValues row) => scanner.Read(row.Bytes(column), slot);
}
