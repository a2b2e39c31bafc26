using System.Globalization;

namespace DataExport.Tests.Chaos;

/// <summary>One event of the input, and everything that files will say about it.</summary>
internal sealed record ChaosEvent(string Project, int Number, string Id, DateTime Time, string Level, string Logger, string? Colour, string Message)
{
    private static readonly string[] Levels = ["debug", "info", "warning", "error", "fatal"];
    private static readonly string?[] Colours = ["red", "green", "blue", null];
    private static readonly string[] Starts = ["=1+1", "plain", "with, comma", "with \"quotes\"", "with\nline end", "grüße, \"日本\"", "'quoted", "-5", "tab\there"];

    /// <summary>The time as files write it.</summary>
    public string TimeText => Time.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Events of a project, in the order in which they are imported; three share each time.</summary>
    public static List<ChaosEvent> Make(string project, int count, int seed)
    {
        var random = new Random(seed);
        var first = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        return [.. Enumerable.Range(0, count).Select(number => new ChaosEvent(
            project, number, $"{seed:x8}{number:x24}", first.AddMicroseconds(number / 3 * 1_000_007L), Levels[random.Next(Levels.Length)], "logger." + random.Next(20),
            Colours[random.Next(Colours.Length)], Starts[random.Next(Starts.Length)] + " " + Noise(random)))];
    }

    // Half of it compresses, half does not, as in real logs.
    private static string Noise(Random random)
    {
        Span<byte> bytes = stackalloc byte[300];
        random.NextBytes(bytes);
        return Convert.ToHexString(bytes) + new string('x', 1 + random.Next(200));
    }
}
