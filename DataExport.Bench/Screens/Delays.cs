using System.Globalization;

namespace DataExport.Bench.Screens;

/// <summary>Prints how long things took.</summary>
internal static class Delays
{
    /// <summary>Prints what the machine did in the last minute, against which a figure is to be read.</summary>
    public static void PrintLoad() => Print($"load average of the last minute before it: {(File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown")}");

    /// <summary>Prints the median, the 99th percentile of many, and the worst.</summary>
    /// <param name="what">What took so long.</param>
    /// <param name="milliseconds">Each time.</param>
    public static void Print(string what, IReadOnlyCollection<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToList();
        var most = sorted.Count >= 100 ? string.Create(CultureInfo.InvariantCulture, $"99 % {sorted[(int)Math.Ceiling(sorted.Count * 0.99) - 1],7:N1} ms, ") : "";
        Print($"  {what,-44} median {sorted[sorted.Count / 2],7:N1} ms, {most}worst {sorted[^1],7:N1} ms, of {sorted.Count:N0}");
    }

    /// <summary>Prints a line with numbers as they are written everywhere.</summary>
    public static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
