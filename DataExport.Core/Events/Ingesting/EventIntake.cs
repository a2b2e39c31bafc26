namespace DataExport.Core.Events.Ingesting;

/// <summary>The events of one request on their way: understood one by one, held back until it is whole, stored together.</summary>
internal sealed class EventIntake(IngestRequest request, EventId? namedId, IngestGate gate, EventQueue queue, TimeProvider clock)
{
    private readonly long _received = Timestamps.ToMicroseconds(clock.GetUtcNow().UtcDateTime);
    private readonly List<NewEvent> _held = [];
    private long _heldBytes;
    private EventId? _first;

    /// <summary>The id to answer with.</summary>
    public EventId Id => _first ?? namedId ?? EventId.Create(clock);

    /// <summary>Takes an event.</summary>
    /// <param name="payload">Its JSON; it may be changed, and is not kept.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <exception cref="IngestException">It is malformed, or the project may send no more, or too much is waiting.</exception>
    public async ValueTask AddAsync(Memory<byte> payload, string what)
    {
        using var document = IngestJson.ParseObject(payload, what);
        gate.Take(request.ProjectId);

        // The header's id is the event's; of a second event it says nothing.
        var id = (_first is null ? namedId : null) ?? EventId.Create(clock);
        var made = EventNormaliser.Normalise(document.RootElement, new EventOrigin(request.ProjectId, id, _received, request.RemoteIp));
        _first ??= made.EventId;
        _held.Add(made);
        _heldBytes += payload.Length;
        if (_heldBytes > IngestLimits.HeldBytes)
        {
            await StoreAsync();
        }
    }

    /// <summary>Stores what is held, and completes once it is on disk.</summary>
    /// <exception cref="IngestException">Too much is waiting.</exception>
    public async ValueTask StoreAsync()
    {
        if (_held.Count > 0)
        {
            // Not the list itself: the writer reads it on a thread of its own.
            await queue.StoreAsync([.. _held], _heldBytes);
            _heldBytes = 0;
            _held.Clear();
        }
    }
}
