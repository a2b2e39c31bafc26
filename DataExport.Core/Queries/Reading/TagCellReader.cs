using DataExport.Core.Database.Sqlite;

namespace DataExport.Core.Queries.Reading;

/// <summary>The value of one tag, found by the <see cref="TagScanner"/> that all tag columns of a reader share.</summary>
internal sealed class TagCellReader(int column, TagScanner scanner, int slot) : CellReader
{
    public override Cell Read(SqliteStatement row) => scanner.Read(row.Bytes(column), slot);
}
