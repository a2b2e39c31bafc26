namespace DataExport.Core.Events.Ingesting;

/// <summary>
/// Reads an envelope as a stream: a header line, then items, each a header line and a payload. Only <c>\n</c> separates. At most one
/// event is in memory; items of other kinds go by without being kept.
/// </summary>
/// <remarks>
/// <code>
/// {"event_id":"9ec79c33ec9942ab8353589fcb2e04dc"}
/// {"type":"session"}
/// {"sid":"…"}
/// {"type":"event","length":41}
/// {"message":"hello world","level":"error"}
/// </code>
/// </remarks>
internal sealed class EnvelopeReader(Stream stream) : IDisposable
{
    /// <summary>The type of the items that are kept.</summary>
    public const string EventType = "event";

    private readonly ByteReader _bytes = new(stream);
    private int _items;

    /// <summary>Reads the first line.</summary>
    /// <exception cref="IngestException">There is none, or it is malformed or too long.</exception>
    public async ValueTask<EnvelopeHeader> ReadHeaderAsync(CancellationToken cancellationToken) =>
        await ReadHeaderLineAsync("envelope header", cancellationToken) is { } line
            ? EnvelopeHeader.Parse(line)
            : throw IngestException.Malformed("The body is empty.", "An envelope starts with a line that holds a JSON object, {} at the least.");

    /// <summary>Reads the next item; null at the end of the envelope.</summary>
    /// <exception cref="IngestException">It is malformed or too large.</exception>
    public async ValueTask<EnvelopeItem?> ReadItemAsync(CancellationToken cancellationToken)
    {
        Memory<byte>? line;
        do
        {
            line = await ReadHeaderLineAsync($"header of item {_items + 1}", cancellationToken);
        }
        while (line is { Length: 0 });

        if (line is not { } found)
        {
            return null;
        }

        var header = ItemHeader.Parse(found, ++_items);
        return new EnvelopeItem(_items, header.Type, header.Type == EventType ? await ReadPayloadAsync(header, cancellationToken) : await SkipPayloadAsync(header, cancellationToken));
    }

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();

    private async ValueTask<Memory<byte>?> ReadHeaderLineAsync(string what, CancellationToken cancellationToken)
    {
        var (line, isTooLong) = await _bytes.ReadLineAsync(IngestLimits.HeaderBytes, cancellationToken);
        return isTooLong ? throw IngestException.TooLarge($"The {what} is too large: it may have {IngestLimits.HeaderBytes} bytes.") : line;
    }

    private async ValueTask<Memory<byte>> ReadPayloadAsync(ItemHeader header, CancellationToken cancellationToken)
    {
        if (header.Length is not { } length)
        {
            var (line, isTooLong) = await _bytes.ReadLineAsync(IngestLimits.EventBytes, cancellationToken);
            return isTooLong ? throw TooLarge() : line ?? Memory<byte>.Empty;
        }

        if (length > IngestLimits.EventBytes)
        {
            throw TooLarge();
        }

        var payload = await _bytes.ReadAsync((int)length, cancellationToken);
        CheckLength(header, payload.Length);
        (var isEnd, payload) = await _bytes.SkipFeedAsync(payload, cancellationToken);
        return isEnd ? payload : throw WrongLength(header, "no line feed follows after as many bytes");
    }

    private async ValueTask<Memory<byte>?> SkipPayloadAsync(ItemHeader header, CancellationToken cancellationToken)
    {
        if (header.Length is not { } length)
        {
            await _bytes.SkipLineAsync(cancellationToken);
            return null;
        }

        CheckLength(header, await _bytes.SkipAsync(length, cancellationToken));
        var (isEnd, _) = await _bytes.SkipFeedAsync(Memory<byte>.Empty, cancellationToken);
        return isEnd ? null : throw WrongLength(header, "no line feed follows after as many bytes");
    }

    private void CheckLength(ItemHeader header, long found)
    {
        if (found < header.Length)
        {
            throw WrongLength(header, $"the envelope ends after {found} bytes of it");
        }
    }

    private IngestException WrongLength(ItemHeader header, string reason) =>
        IngestException.Malformed($"Item {_items} is malformed.", $"Its header says that it has {header.Length} bytes, but {reason}.");

    private IngestException TooLarge() =>
        IngestException.TooLarge($"Item {_items} is too large: an event may have {IngestLimits.EventBytes} bytes.");
}
