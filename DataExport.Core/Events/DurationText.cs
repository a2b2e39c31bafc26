using System.Globalization;
using System.Text;

namespace DataExport.Core.Events;

/// <summary>
/// Reads durations: a number with one of the units <c>ms s min m hr h day d wk w</c>. A number without a unit is
/// milliseconds, which is what SDKs send.
/// </summary>
public static class DurationText
{
    private static readonly (string Unit, long Milliseconds)[] Units =
    [
        ("ms", 1), ("s", 1000), ("min", 60_000), ("m", 60_000), ("hr", 3_600_000), ("h", 3_600_000),
        ("day", 86_400_000), ("d", 86_400_000), ("wk", 604_800_000), ("w", 604_800_000),
    ];

    /// <summary>The milliseconds of a duration with a unit; null when it is none, or longer than can be counted.</summary>
    public static decimal? ParseWithUnit(ReadOnlySpan<byte> text)
    {
        var end = text.LastIndexOfAnyInRange((byte)'0', (byte)'9') + 1;
        if (end == 0 || end == text.Length)
        {
            return null;
        }

        var unit = Encoding.UTF8.GetString(text[end..]);
        var milliseconds = Array.Find(Units, known => known.Unit == unit).Milliseconds;
        return milliseconds > 0 && Parse(text[..end]) is { } count && Math.Abs(count) <= decimal.MaxValue / milliseconds ? count * milliseconds : null;
    }

    /// <summary>Below 0, 0 or above 0, as the value is shorter than, as long as or longer than the milliseconds; null when it is no duration.</summary>
    /// <param name="value">A duration with a unit, or a number of milliseconds.</param>
    /// <param name="milliseconds">A number.</param>
    public static int? Compare(ReadOnlySpan<byte> value, ReadOnlySpan<byte> milliseconds) =>
        ParseWithUnit(value) is { } duration && Parse(milliseconds) is { } number
            ? duration.CompareTo(number)
            : NumberText.Compare(value, milliseconds);

    private static decimal? Parse(ReadOnlySpan<byte> text) =>
        NumberText.TryParse(text, out _) && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
