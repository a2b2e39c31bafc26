using System.Globalization;
using System.Text.Json;

namespace DataExport.Core.Events.Ingesting;

/// <summary>Reads the time of an event: RFC 3339, or seconds since 1970, whole or not, as a number or as text. Any time is kept, however long ago.</summary>
internal static class EventTime
{
    private const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    private const int MicrosecondsInSecond = 1_000_000;

    private static readonly decimal Lowest = Timestamps.ToMicroseconds(new DateTime(1, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    private static readonly decimal Highest = Timestamps.ToMicroseconds(DateTime.MaxValue);

    /// <summary>Microseconds since 1970 UTC, what is finer cut off; false when the value is no time of the years 1 to 9999.</summary>
    public static bool TryRead(JsonElement value, out long microseconds)
    {
        microseconds = 0;
        if (value.ValueKind is not (JsonValueKind.Number or JsonValueKind.String) || IngestJson.Text(value)?.Trim() is not { } text)
        {
            return false;
        }

        return TryReadEpoch(text, out microseconds)
            || (IsoTimestamp.TryRead(text, out microseconds) && microseconds >= Lowest && microseconds <= Highest);
    }

    private static bool TryReadEpoch(string text, out long microseconds)
    {
        microseconds = 0;
        if (!decimal.TryParse(text, Number, CultureInfo.InvariantCulture, out var seconds) || Math.Abs(seconds) > Highest)
        {
            return false;
        }

        var exact = decimal.Floor(seconds * MicrosecondsInSecond);
        if (exact < Lowest || exact > Highest)
        {
            // No year has so many seconds: it is milliseconds, as JavaScript's own clock counts.
            exact = decimal.Floor(seconds * (MicrosecondsInSecond / 1000));
        }

        var fits = exact >= Lowest && exact <= Highest;
        microseconds = fits ? (long)exact : 0;
        return fits;
    }
}
