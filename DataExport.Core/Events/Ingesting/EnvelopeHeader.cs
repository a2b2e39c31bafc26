using System.Text.Json;
using DataExport.Core.Organizations;

namespace DataExport.Core.Events.Ingesting;

/// <summary>The first line of an envelope: <c>{"event_id": "…", "dsn": "…", "sent_at": "…"}</c>; each member may be left out.</summary>
/// <param name="EventId">The id of its event; null when it is not said.</param>
/// <param name="Dsn">What it was sent with; null when it is not said.</param>
internal sealed record EnvelopeHeader(EventId? EventId, Dsn? Dsn)
{
    private const string What = "envelope header";

    /// <summary>Understands the line.</summary>
    /// <exception cref="IngestException">It is no JSON object, or names no DSN as its DSN.</exception>
    public static EnvelopeHeader Parse(Memory<byte> line)
    {
        using var document = IngestJson.ParseObject(line, What);
        var root = document.RootElement;
        return new EnvelopeHeader(
            Events.EventId.TryParse(IngestJson.Text(root, "event_id"), out var id) ? id : null,
            root.TryGetProperty("dsn", out var dsn) && dsn.ValueKind != JsonValueKind.Null ? ParseDsn(dsn) : null);
    }

    private static Dsn ParseDsn(JsonElement value) =>
        (IngestJson.Text(value) is { } text ? Dsn.Parse(text) : null)
        ?? throw IngestException.Malformed($"The {What} is malformed.", "\"dsn\" must be of the form https://PUBLIC_KEY@host/PROJECT_ID.");
}
