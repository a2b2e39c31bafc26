using System.Collections.Concurrent;

namespace DataExport.Core.Exports.Notifying;

/// <summary>The change feed: tells open pages that an export has changed; they re-read its row.</summary>
public sealed class ExportChanges
{
    private readonly ConcurrentDictionary<long, Action<string, bool>> _subscribers = new();
    private long _last;

    /// <summary>Calls back with the id of each export that changes, until the subscription is disposed.</summary>
    /// <param name="onChanged">Must return at once: it runs on the thread of the change.</param>
    /// <param name="progress">Whether to call back, too, when an export has only got further.</param>
    public IDisposable Subscribe(Action<string> onChanged, bool progress = true) => Subscribe((id, isProgress) =>
    {
        if (progress || !isProgress)
        {
            onChanged(id);
        }
    });

    /// <summary>Calls back with the id of each export that changes, and whether it has only got further, until the subscription is disposed.</summary>
    /// <param name="onChanged">Must return at once: it runs on the thread of the change.</param>
    public IDisposable Subscribe(Action<string, bool> onChanged)
    {
        var key = Interlocked.Increment(ref _last);
        _subscribers[key] = onChanged;
        return new Subscription(_subscribers, key);
    }

    /// <summary>Tells the subscribers that an export has changed.</summary>
    /// <param name="exportId">The export.</param>
    /// <param name="isProgress">Whether it has only got further.</param>
    public void Publish(string exportId, bool isProgress = false)
    {
        foreach (var subscriber in _subscribers.Values)
        {
            subscriber(exportId, isProgress);
        }
    }

    private sealed class Subscription(ConcurrentDictionary<long, Action<string, bool>> subscribers, long key) : IDisposable
    {
        public void Dispose() => subscribers.TryRemove(key, out _);
    }
}
