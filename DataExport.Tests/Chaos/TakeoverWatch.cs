using System.Diagnostics;
using System.Text.RegularExpressions;

namespace DataExport.Tests.Chaos;

/// <summary>
/// Measures by the server's log how long the exports that it was working on when it was killed lie idle, until an exporter of
/// the next one claims them. A kill that comes before that starts the time again.
/// </summary>
internal sealed partial class TakeoverWatch
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _running = [];
    private readonly Dictionary<string, long> _idle = [];

    /// <summary>How many exports were taken over.</summary>
    public int Count { get; private set; }

    /// <summary>The longest time from a kill to the claim.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>Notes what a line of the log says.</summary>
    public void Read(string line)
    {
        if (Told().Match(line) is not { Success: true } match)
        {
            return;
        }

        lock (_lock)
        {
            var (id, claimed) = (match.Groups[1].Value, match.Groups[2].Value == "claimed");
            _ = claimed ? _running.Add(id) : _running.Remove(id);
            if (_idle.Remove(id, out var since) && claimed)
            {
                Count++;
                Longest = TimeSpan.FromTicks(Math.Max(Longest.Ticks, Stopwatch.GetElapsedTime(since).Ticks));
            }
        }
    }

    /// <summary>Notes that the server is dead.</summary>
    public void Died()
    {
        lock (_lock)
        {
            foreach (var id in _running.Concat(_idle.Keys).ToList())
            {
                _idle[id] = Stopwatch.GetTimestamp();
            }

            _running.Clear();
        }
    }

    /// <summary>Notes that an export was put aside, and waits for a person.</summary>
    public void PutAside(string id)
    {
        lock (_lock)
        {
            _idle.Remove(id);
        }
    }

    // Export 0192f0c4b7a07d6c9a4e3c0b5d2f1a77: attempt 2 claimed by host:4711:1.
    [GeneratedRegex("Export ([0-9a-f]{32}): attempt [0-9]+ (claimed|ended)")]
    private static partial Regex Told();
}
