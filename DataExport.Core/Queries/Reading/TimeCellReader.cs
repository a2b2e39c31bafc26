using System.Globalization;
using DataExport.Core.Database.Sqlite;
using DataExport.Core.Events;

namespace DataExport.Core.Queries.Reading;

/// <summary>A time, <c>YYYY-MM-DDTHH:MM:SS.ffffffZ</c>, or with the offset of a zone in place of the <c>Z</c> (ISO 8601).</summary>
internal sealed class TimeCellReader(int column, TimeZoneInfo zone) : CellReader
{
    private readonly byte[] _buffer = new byte[40];
    private readonly bool _utc = zone.Equals(TimeZoneInfo.Utc);

    public override Cell Read(SqliteStatement row)
    {
        if (row.IsNull(column))
        {
            return default;
        }

        var utc = Timestamps.ToDateTime(row.Int64(column));
        return new Cell(CellKind.Text, _buffer.AsSpan(0, _utc ? FormatUtc(utc) : FormatLocal(utc)));
    }

    private int FormatUtc(DateTime utc)
    {
        var length = FormatTime(utc);
        _buffer[length++] = (byte)'Z';
        return length;
    }

    private int FormatLocal(DateTime utc)
    {
        var offset = zone.GetUtcOffset(utc);
        if (utc.Ticks + offset.Ticks < 0 || utc.Ticks + offset.Ticks > DateTime.MaxValue.Ticks)
        {
            // Year 1, which some programs send for "no time", has no hour before it in the west: UTC then, as the offset tells.
            offset = TimeSpan.Zero;
        }

        var local = DateTime.SpecifyKind(utc, DateTimeKind.Unspecified) + offset;
        var length = FormatTime(local);
        _buffer[length++] = offset < TimeSpan.Zero ? (byte)'-' : (byte)'+';
        offset.TryFormat(_buffer.AsSpan(length), out var digits, @"hh\:mm", CultureInfo.InvariantCulture);
        return length + digits;
    }

    // The round-trip format is written without reading a pattern; its seventh digit is of less than a microsecond.
    private int FormatTime(DateTime time)
    {
        time.TryFormat(_buffer, out _, "O", CultureInfo.InvariantCulture);
        return "yyyy-MM-ddTHH:mm:ss.ffffff".Length;
    }
}
