using System.Buffers;
using System.Globalization;

namespace DataExport.Web.Components.Look;

/// <summary>How numbers, sizes and spans of time are written.</summary>
public static class Wording
{
    private const double Megabyte = 1_000_000;

    // Embeddings, overrides, isolates, and their ends (UAX #9 §2).
    private static readonly SearchValues<char> Turns = SearchValues.Create("\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    /// <summary>A text of somebody as a part of a sentence: without the characters that turn the direction of what follows it.</summary>
    public static string Straight(string text) =>
        text.AsSpan().ContainsAny(Turns) ? string.Concat(text.Where(letter => !Turns.Contains(letter))) : text;

    /// <summary>JSON for people to read, with the same characters written as <c>\u202e</c>.</summary>
    public static string EscapeTurns(string json) =>
        string.Concat(json.Select(letter => Turns.Contains(letter) ? $"\\u{(int)letter:x4}" : letter.ToString()));

    /// <summary>A number with separators: <c>1,204,000</c>.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count of things: <c>1 row</c>, <c>1,204,000 rows</c>.</summary>
    public static string Count(long number, string one, string? many = null) => $"{Number(number)} {(number == 1 ? one : many ?? one + "s")}";

    /// <summary>A number that is not known exactly: <c>about 3.1 million</c>, <c>about 48,000</c>.</summary>
    public static string About(long number) => TwoDigits(number) switch
    {
        >= 1_000_000_000 and var many => $"about {(many / 1e9).ToString("0.#", CultureInfo.InvariantCulture)} billion",
        >= 1_000_000 and var many => $"about {(many / 1e6).ToString("0.#", CultureInfo.InvariantCulture)} million",
        var few => $"about {Number(few)}",
    };

    /// <summary>A size that is not known exactly: <c>roughly 400 MB</c>, <c>less than 0.01 MB</c>.</summary>
    public static string Roughly(long bytes) => bytes is > 0 and < 10_000 ? "less than 0.01 MB" : $"roughly {Size(TwoDigits(bytes))}";

    /// <summary>A part of a whole in percent: <c>75%</c>, <c>less than 1%</c>.</summary>
    public static string Share(long part, long whole) => (100 * part / Math.Max(1, whole)) switch
    {
        0 when part > 0 => "less than 1%",
        var percent => $"{percent}%",
    };

    /// <summary>A word at the beginning of a line: <c>Resolved</c>.</summary>
    public static string Capital(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..];

    /// <summary>A size in MB: <c>709 MB</c>, <c>3.1 MB</c>, <c>0.04 MB</c>, <c>&lt; 0.01 MB</c>.</summary>
    public static string Size(long bytes) => (bytes / Megabyte) switch
    {
        0 => "0 MB",
        < 0.01 => "< 0.01 MB",
        < 1 and var small => $"{small.ToString("0.00", CultureInfo.InvariantCulture)} MB",
        < 100 and var medium => $"{medium.ToString("0.0", CultureInfo.InvariantCulture)} MB",
        var large => $"{large.ToString("N0", CultureInfo.InvariantCulture)} MB",
    };

    /// <summary>A span of time that is left: <c>40 seconds</c>, <c>2 min</c>, <c>1 h 5 min</c>.</summary>
    public static string Left(int seconds) => seconds switch
    {
        <= 1 => "a moment",
        < 60 => $"{seconds} seconds",
        < 3600 => $"{(seconds + 30) / 60} min",
        _ => $"{seconds / 3600} h {seconds % 3600 / 60} min",
    };

    /// <summary>A place in a row: <c>1st</c>, <c>2nd</c>, <c>11th</c>.</summary>
    public static string Ordinal(int number) => (number % 100, number % 10) switch
    {
        (11 or 12 or 13, _) => $"{Number(number)}th",
        (_, 1) => $"{Number(number)}st",
        (_, 2) => $"{Number(number)}nd",
        (_, 3) => $"{Number(number)}rd",
        _ => $"{Number(number)}th",
    };

    private static long TwoDigits(long number)
    {
        var unit = 1L;
        while (number / unit >= 100)
        {
            unit *= 10;
        }

        return (number + (unit / 2)) / unit * unit;
    }
}
