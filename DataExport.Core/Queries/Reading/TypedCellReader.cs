using DataExport.Core.Database.Sqlite;
using DataExport.Core.Events;

namespace DataExport.Core.Queries.Reading;

/// <summary>A value within JSON that was put into a scratch file as its <see cref="JsonValueKey"/>.</summary>
internal sealed class TypedCellReader(int column) : CellReader
{
    public override Cell Read(RowValues row)
    {
        var value = row.Bytes(column);
        return value.IsEmpty ? default : new Cell(KindOf(value), JsonValueKey.Text(value));
    }

    private static CellKind KindOf(ReadOnlySpan<byte> value) =>
        JsonValueKey.IsNumber(value) ? CellKind.Number : JsonValueKey.IsTruth(value) ? CellKind.Boolean : CellKind.Text;
}
