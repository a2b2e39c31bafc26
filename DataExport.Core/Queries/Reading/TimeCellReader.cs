using System.Globalization;
using DataExport.Core.Database.Sqlite;
using DataExport.Core.Events;

namespace DataExport.Core.Queries.Reading;

/// <summary>A time, <c>YYYY-MM-DDTHH:MM:SS.ffffffZ</c>, or with the offset of a zone in place of the <c>Z</c> (ISO 8601).</summary>
internal sealed class TimeCellReader(int column, TimeZoneInfo zone) : CellReader
{
    private const long MicrosecondsInMinute = 60_000_000;
    private readonly byte[] _buffer = new byte[40];
    private readonly bool _utc = zone.Equals(TimeZoneInfo.Utc);
    private long _minute = long.MinValue;

    public override Cell Read(RowValues row)
    {
        if (row.IsNull(column))
        {
            return default;
        }

        var microseconds = row.Int64(column);
        return new Cell(CellKind.Text, _buffer.AsSpan(0, _utc ? FormatUtc(microseconds) : FormatLocal(Timestamps.ToDateTime(microseconds))));
    }

    // Rows come in the order of their times, so that most are of the minute of the one before.
    private int FormatUtc(long microseconds)
    {
        var minute = microseconds / MicrosecondsInMinute;
        var rest = microseconds - (minute * MicrosecondsInMinute);
        if (minute != _minute || rest < 0)
        {
            var formatted = FormatTime(Timestamps.ToDateTime(microseconds));
            _buffer[formatted] = (byte)'Z';
            _minute = rest < 0 ? long.MinValue : minute;
            return formatted + 1;
        }

        var (seconds, fraction) = Math.DivRem((uint)rest, 1_000_000u);
        WriteDigits(_buffer.AsSpan("yyyy-MM-ddTHH:mm:".Length, 2), seconds);
        WriteDigits(_buffer.AsSpan("yyyy-MM-ddTHH:mm:ss.".Length, 6), fraction);
        return "yyyy-MM-ddTHH:mm:ss.ffffffZ".Length;
    }

    // An even number of them: two at a time, because each division waits for the one before.
    private static void WriteDigits(Span<byte> target, uint number)
    {
        for (var place = target.Length - 2; place >= 0; place -= 2)
        {
            (number, var pair) = Math.DivRem(number, 100u);
            var (tens, ones) = Math.DivRem(pair, 10u);
            target[place] = (byte)('0' + tens);
            target[place + 1] = (byte)('0' + ones);
        }
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
