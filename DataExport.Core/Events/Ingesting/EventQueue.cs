namespace DataExport.Core.Events.Ingesting;

/// <summary>The way of events to the writer; it takes only as much as can wait in memory.</summary>
public sealed class EventQueue(EventStore store)
{
    private long _waitingBytes;

    /// <summary>Stores events in one transaction, and completes once they are on disk; an event whose id the project has already is left out.</summary>
    /// <param name="events">The events.</param>
    /// <param name="bytes">How many bytes they came in.</param>
    /// <exception cref="IngestException">Too much is waiting; nothing was stored.</exception>
    internal async Task StoreAsync(IReadOnlyList<NewEvent> events, long bytes)
    {
        if (Interlocked.Add(ref _waitingBytes, bytes) > IngestLimits.WaitingBytes)
        {
            Interlocked.Add(ref _waitingBytes, -bytes);
            throw Full();
        }

        try
        {
            await (store.Writer.TryRun(session => events.Count(session.Insert)) ?? throw Full());
        }
        finally
        {
            Interlocked.Add(ref _waitingBytes, -bytes);
        }
    }

    private static IngestException Full() => IngestException.Busy("Too many events are waiting to be stored. Please send this one again in a moment.");
}
