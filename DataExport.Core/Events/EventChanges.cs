using System.Collections.Concurrent;

namespace DataExport.Core.Events;

/// <summary>The change feed of the event store: tells open pages that something was written; they read again what they show.</summary>
public sealed class EventChanges
{
    private readonly ConcurrentDictionary<long, Action> _subscribers = new();
    private long _last;

    /// <summary>Calls back after each group of writes, until the subscription is disposed.</summary>
    /// <param name="onChanged">Must return at once: it runs on the writer's thread.</param>
    public IDisposable Subscribe(Action onChanged)
    {
        var key = Interlocked.Increment(ref _last);
        _subscribers[key] = onChanged;
        return new Subscription(_subscribers, key);
    }

    /// <summary>Tells every subscriber that something was written.</summary>
    public void Publish()
    {
        foreach (var subscriber in _subscribers.Values)
        {
            subscriber();
        }
    }

    private sealed class Subscription(ConcurrentDictionary<long, Action> subscribers, long key) : IDisposable
    {
        public void Dispose() => subscribers.TryRemove(key, out _);
    }
}
