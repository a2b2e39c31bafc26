using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace DataExport.Core.Events.Ingesting;

/// <summary>Counts the events of each project in minutes that begin with its first event, and knows when the minute is used up.</summary>
public sealed class ProjectRates(IOptions<IngestSettings> settings, TimeProvider clock)
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<int, Window> _windows = new();

    /// <summary>How long the project has to wait before it sends more; null when it may.</summary>
    public TimeSpan? Wait(int projectId) => Look(projectId, take: 0);

    /// <summary>Counts an event; when there was no room for it, how long the project has to wait.</summary>
    public TimeSpan? Take(int projectId) => Look(projectId, take: 1);

    private TimeSpan? Look(int projectId, int take)
    {
        if (settings.Value.EventsPerMinute == 0)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var window = _windows.GetOrAdd(projectId, _ => new Window());
        lock (window)
        {
            if (now - window.Begin >= Length)
            {
                (window.Begin, window.Count) = (now, 0);
            }

            if (window.Count >= settings.Value.EventsPerMinute)
            {
                return window.Begin + Length - now;
            }

            window.Count += take;
            return null;
        }
    }

    private sealed class Window
    {
        public DateTimeOffset Begin { get; set; } = DateTimeOffset.MinValue;

        public int Count { get; set; }
    }
}
