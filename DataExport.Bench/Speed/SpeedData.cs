using System.Globalization;
using DataExport.Core.Events;

namespace DataExport.Bench.Speed;

/// <summary>
/// Events as wide and as hard to compress as those of production: the demo's, each with a request of its own in its message. Always
/// the same.
/// </summary>
internal static class SpeedData
{
    /// <summary>Adds the request to an event.</summary>
    public static void Widen(NewEvent made, int number)
    {
        var random = Mix((ulong)number);
        made.Message = string.Create(
            CultureInfo.InvariantCulture, $"{made.Message} (request {random:x16}{Mix(random):x16} took {random % 30_000} ms)");
    }

    // SplitMix64, G. Steele and others, "Fast Splittable Pseudorandom Number Generators", 2014.
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
