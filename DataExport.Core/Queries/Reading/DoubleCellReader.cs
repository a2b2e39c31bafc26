using System.Globalization;
using DataExport.Core.Database.Sqlite;

namespace DataExport.Core.Queries.Reading;

/// <summary>A computed number, in the shortest form that reads back as the same; nothing where it is too large to be one.</summary>
internal sealed class DoubleCellReader(int column) : CellReader
{
    private readonly byte[] _buffer = new byte[32];

    public override Cell Read(RowValues row)
    {
        // Adding 0 makes a negative zero, which people do not expect to see, a plain one.
        var number = row.Double(column) + 0.0;
        if (row.IsNull(column) || !double.IsFinite(number))
        {
            return default;
        }

        number.TryFormat(_buffer, out var length, provider: CultureInfo.InvariantCulture);
        return new Cell(CellKind.Number, _buffer.AsSpan(0, length));
    }
}
