using DataExport.Core.Database.Sqlite;
using DataExport.Core.Events;

namespace DataExport.Core.Queries.Reading;

/// <summary>The value of a tag, which is a text.</summary>
internal sealed class TagCellReader(int column, string key) : CellReader
{
    private readonly byte[] _beginning = StoredTags.Beginning(key);
    private readonly EventJson _json = new();

    public override Cell Read(RowValues row)
    {
        var value = StoredTags.Find(row.Bytes(column), _beginning);
        return value.IsEmpty ? default : new Cell(CellKind.Text, _json.Text(value));
    }
}
