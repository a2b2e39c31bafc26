using System.Collections.Concurrent;

namespace DataExport.Core.Exports.Notifying;

/// <summary>The change feed: tells open pages that an export has changed; they re-read its row.</summary>
public sealed class ExportChanges
{
    private readonly ConcurrentDictionary<long, Action<string>> _subscribers = new();
    private long _last;

    /// <summary>Calls back with the id of each export that changes, until the subscription is disposed.</summary>
    /// <param name="onChanged">Must return at once: it runs on the thread of the change.</param>
    public IDisposable Subscribe(Action<string> onChanged)
    {
        var key = Interlocked.Increment(ref _last);
        _subscribers[key] = onChanged;
        return new Subscription(_subscribers, key);
    }

    /// <summary>Tells every subscriber that an export has changed.</summary>
    public void Publish(string exportId)
    {
        foreach (var subscriber in _subscribers.Values)
        {
            subscriber(exportId);
        }
    }

    private sealed class Subscription(ConcurrentDictionary<long, Action<string>> subscribers, long key) : IDisposable
    {
        public void Dispose() => subscribers.TryRemove(key, out _);
    }
}
