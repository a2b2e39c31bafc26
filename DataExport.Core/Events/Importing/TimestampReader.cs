using System.Globalization;

namespace DataExport.Core.Events.Importing;

/// <summary>Reads the times of a file to the microsecond; what is finer is cut off. UTC unless the text says otherwise.</summary>
/// <param name="format">A .NET date format, or null for ISO 8601 and epoch seconds or milliseconds.</param>
internal sealed class TimestampReader(string? format)
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
    private const long MicrosecondsInSecond = 1_000_000;

    // Seconds until the year 5138, milliseconds from 1973 on: no time of interest is both.
    private const decimal FirstMilliseconds = 100_000_000_000m;

    private static readonly DateTime Earliest = new(1, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    // A day, a month and an hour that cannot be taken for one another.
    private static readonly DateTime Sample = new(2003, 11, 23, 16, 47, 58, DateTimeKind.Utc);

    private static readonly decimal LowestMicroseconds = Timestamps.ToMicroseconds(Earliest);
    private static readonly decimal HighestMicroseconds = Timestamps.ToMicroseconds(DateTime.MaxValue);

    /// <summary>What a text is that cannot be read, for "… is …".</summary>
    public string Expectation => format is null
        ? "no ISO 8601 time and no epoch seconds or milliseconds; give timestampFormat"
        : $"no time of the form {format}";

    /// <summary>Whether .NET understands the format, and it tells the day.</summary>
    public static bool IsFormat(string format)
    {
        try
        {
            // A format without a year takes the current one, as syslog's does.
            return DateTime.TryParseExact(Sample.ToString(format, CultureInfo.InvariantCulture), format, CultureInfo.InvariantCulture, Utc, out var read)
                && (read.Month, read.Day) == (Sample.Month, Sample.Day);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Microseconds since 1970 UTC; false when the text is no such time.</summary>
    public bool TryRead(string text, out long microseconds)
    {
        if (format is null)
        {
            // An offset can push a time over the ends of the calendar.
            return (TryReadEpoch(text, out microseconds) || IsoTimestamp.TryRead(text, out microseconds))
                && microseconds >= LowestMicroseconds && microseconds <= HighestMicroseconds;
        }

        var read = DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, Utc, out var time);
        microseconds = read ? Timestamps.ToMicroseconds(time) : 0;
        return read;
    }

    private static bool TryReadEpoch(string text, out long microseconds)
    {
        const NumberStyles number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        microseconds = 0;
        if (!decimal.TryParse(text, number, CultureInfo.InvariantCulture, out var value) || Math.Abs(value) > HighestMicroseconds)
        {
            return false;
        }

        var exact = decimal.Floor(Math.Abs(value) < FirstMilliseconds ? value * MicrosecondsInSecond : value * (MicrosecondsInSecond / 1000));
        var fits = exact >= LowestMicroseconds && exact <= HighestMicroseconds;
        microseconds = fits ? (long)exact : 0;
        return fits;
    }
}
