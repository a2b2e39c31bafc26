using System.Globalization;

namespace DataExport.Core.Events.Importing;

/// <summary>Reads the times of a file to the microsecond; what is finer is cut off. UTC unless the text says otherwise.</summary>
/// <param name="format">A .NET date format, or null for ISO 8601 and epoch seconds or milliseconds.</param>
internal sealed class TimestampReader(string? format)
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
    private const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    private const long MicrosecondsInSecond = 1_000_000;

    // Seconds until the year 5138, milliseconds from 1973 on: no time of interest is both.
    private const decimal FirstMilliseconds = 100_000_000_000m;

    private static readonly DateTime Earliest = new(1, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    // A day, a month and an hour that cannot be taken for one another.
    private static readonly DateTime Sample = new(2003, 11, 23, 16, 47, 58, DateTimeKind.Utc);

    private static readonly decimal LowestMicroseconds = Timestamps.ToMicroseconds(Earliest);
    private static readonly decimal HighestMicroseconds = Timestamps.ToMicroseconds(DateTime.MaxValue);

    /// <summary>Whether .NET understands the format, and it tells the day.</summary>
    public static bool IsFormat(string format)
    {
        try
        {
            // A format without a year takes the current one, as syslog's does.
            return DateTimeOffset.TryParseExact(Sample.ToString(format, CultureInfo.InvariantCulture), format, CultureInfo.InvariantCulture, Utc, out var read)
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

        // Not as a DateTime, which takes the first hours of the year 1 for those of a day later where the offset leads out of it.
        var read = DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, Utc, out var time);
        microseconds = read ? Timestamps.ToMicroseconds(time.UtcDateTime) : 0;
        return read;
    }

    /// <summary>What a text is that <see cref="TryRead"/> refuses, for "… is …".</summary>
    public string Explain(string text) =>
        IsOutOfRange(text) ? "out of range: in UTC, times go from the year 1 to the year 9999"
        : format is null ? "no ISO 8601 time and no epoch seconds or milliseconds; give timestampFormat"
        : $"no time of the form {format}";

    private bool IsOutOfRange(string text)
    {
        if (format is null)
        {
            return IsoTimestamp.TryRead(text, out _) || (double.TryParse(text, Number, CultureInfo.InvariantCulture, out var value) && !double.IsNaN(value));
        }

        // .NET does not say that only the offset was too much; a year further in it is not.
        return Reads(text.Replace("9999", "9998", StringComparison.Ordinal)) || Reads(text.Replace("0001", "0002", StringComparison.Ordinal));
    }

    private bool Reads(string text) => DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, Utc, out _);

    private static bool TryReadEpoch(string text, out long microseconds)
    {
        microseconds = 0;
        if (!decimal.TryParse(text, Number, CultureInfo.InvariantCulture, out var value) || Math.Abs(value) > HighestMicroseconds)
        {
            return false;
        }

        var exact = decimal.Floor(Math.Abs(value) < FirstMilliseconds ? value * MicrosecondsInSecond : value * (MicrosecondsInSecond / 1000));
        var fits = exact >= LowestMicroseconds && exact <= HighestMicroseconds;
        microseconds = fits ? (long)exact : 0;
        return fits;
    }
}
