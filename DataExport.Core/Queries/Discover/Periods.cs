using System.Globalization;
using System.Text.RegularExpressions;

namespace DataExport.Core.Queries.Discover;

/// <summary>Reads relative periods (<c>30s 15m 24h 7d 2w</c>) and ISO 8601 times.</summary>
public static partial class Periods
{
    private const long MostSeconds = 100L * 366 * 24 * 3600;

    /// <summary>Reads a period such as <c>24h</c>; null when it is none, or is longer than a century.</summary>
    public static TimeSpan? ParseRelative(string text)
    {
        var match = Relative().Match(text);
        if (!match.Success || !long.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        var unit = match.Groups[2].ValueSpan[0] switch { 's' => 1L, 'm' => 60, 'h' => 3600, 'd' => 86_400, _ => 604_800 };
        return count <= MostSeconds / unit ? TimeSpan.FromSeconds(count * unit) : null;
    }

    /// <summary>Reads an ISO 8601 date, or date and time; without an offset it is UTC. Null when it is none.</summary>
    public static DateTime? ParseIso(string text) =>
        Iso().IsMatch(text) && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time.UtcDateTime
            : null;

    [GeneratedRegex(@"\A([0-9]{1,12})([smhdw])\z")]
    private static partial Regex Relative();

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?\z")]
    private static partial Regex Iso();
}
