using DataExport.Core.Database.Sqlite;

namespace DataExport.Core.Events.Pages;

/// <summary>Some columns of some events, as they stand in the pages that they were read from. An instance is used again and again.</summary>
internal sealed class StoredRows(int valuesInRow) : RowValues, IDisposable
{
    private StoredValue[] _values = [];
    private int _row;

    /// <summary>What the values are in: whole pages, and what was put together out of several.</summary>
    public PageBuffer Buffer { get; } = new();

    /// <summary>Makes room for as many rows, and forgets those before.</summary>
    public void Clear(int rows)
    {
        Buffer.Clear();
        if (_values.Length < rows * valuesInRow)
        {
            _values = new StoredValue[rows * valuesInRow];
        }
    }

    /// <summary>The values of a row, to be filled in.</summary>
    public Span<StoredValue> Row(int row) => _values.AsSpan(row * valuesInRow, valuesInRow);

    /// <summary>Makes another row the one that values are read of.</summary>
    public void GoTo(int row) => _row = row * valuesInRow;

    /// <summary>Gives the memory of the values back; none can be read any more.</summary>
    public void Dispose() => Buffer.Dispose();

    /// <inheritdoc/>
    public override bool IsNull(int column) => _values[_row + column].IsNull;

    /// <inheritdoc/>
    public override long Int64(int column)
    {
        var value = _values[_row + column];
        return value.SerialType >= RecordFormat.FirstBytes ? 0 : RecordFormat.Integer(value.SerialType, Buffer.At(value.Start, value.Length));
    }

    // The table of the events has no such column.
    /// <inheritdoc/>
    public override double Double(int column) => Int64(column);

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Bytes(int column)
    {
        var value = _values[_row + column];
        return value.SerialType < RecordFormat.FirstBytes ? default : Buffer.At(value.Start, value.Length);
    }
}
