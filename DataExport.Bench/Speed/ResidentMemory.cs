using System.Globalization;

namespace DataExport.Bench.Speed;

/// <summary>The resident memory of this process, as Linux counts it (proc(5)), bytes.</summary>
internal static class ResidentMemory
{
    /// <summary>Now.</summary>
    public static long Current() => Read("VmRSS:");

    /// <summary>The most since the start, or since it was forgotten.</summary>
    public static long Peak() => Read("VmHWM:");

    /// <summary>Makes the peak what is resident now.</summary>
    public static void ForgetPeak() => File.WriteAllText("/proc/self/clear_refs", "5");

    private static long Read(string name) =>
        1024 * long.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..^2].Trim(), CultureInfo.InvariantCulture);
}
