using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DataExport.Core.Events.Ingesting;

/// <summary>
/// Makes an event of what an SDK sent. It is lenient as the reference system is: a member of the wrong kind is not used, and stays in
/// the payload with everything that has no column of its own.
/// </summary>
internal static class EventNormaliser
{
    private const string AutomaticIp = "{{auto}}";

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The event.</summary>
    /// <param name="root">What was sent: a JSON object.</param>
    /// <param name="origin">Where it belongs and when it came.</param>
    public static NewEvent Normalise(JsonElement root, EventOrigin origin)
    {
        var made = new NewEvent
        {
            ProjectId = origin.ProjectId,
            EventId = EventId.TryParse(IngestJson.Text(root, "event_id"), out var id) ? id : origin.EventId,
            Timestamp = root.TryGetProperty("timestamp", out var time) && EventTime.TryRead(time, out var timestamp) ? timestamp : origin.Received,
            Received = origin.Received,
            Platform = IngestJson.Text(root, "platform"),
        };
        var culprit = (string?)null;
        foreach (var member in root.EnumerateObject())
        {
            switch (member.Name)
            {
                case "culprit": culprit = IngestJson.Text(member.Value); break;
                case "exception": ExceptionReader.Read(member.Value, made); break;
                case "message" or "logentry": LogEntry.Read(member.Value, made); break;
                case "user": ReadUser(member.Value, made, origin.RemoteIp); break;
                case "fingerprint": made.Fingerprint = ReadFingerprint(member.Value); break;
                default: SetText(member, made); break;
            }
        }

        Complete(made, culprit);
        made.Payload = Rest(root, made);
        return made;
    }

    private static void SetText(JsonProperty member, NewEvent made)
    {
        var value = member.Value;
        switch (member.Name)
        {
            case "level": made.Level = value.ValueKind == JsonValueKind.String ? EventLevel.Fold(value.GetString()!) : EventLevel.Error; break;
            case "logger": made.Logger = IngestJson.Text(value); break;
            case "environment": made.Environment = IngestJson.Text(value) ?? made.Environment; break;
            case "release": made.Release = IngestJson.Text(value); break;
            case "dist": made.Dist = IngestJson.Text(value); break;
            case "transaction": made.Transaction = IngestJson.Text(value); break;
            case "server_name": made.ServerName = IngestJson.Text(value); break;
            case "sdk": (made.SdkName, made.SdkVersion) = (IngestJson.Text(value, "name"), IngestJson.Text(value, "version")); break;
            case "request": (made.HttpMethod, made.HttpUrl) = (IngestJson.Text(value, "method"), IngestJson.Text(value, "url")); break;
            case "tags": TagReader.Read(value, made.Tags); break;
            case "contexts": made.Contexts = ObjectText(value); break;
            case "extra": made.Extra = ObjectText(value); break;
        }
    }

    private static void Complete(NewEvent made, string? culprit)
    {
        // So that the words of an exception are found by a search, which looks into messages.
        if (string.IsNullOrEmpty(made.Message) && made.Type == "error")
        {
            made.Message = string.Join(": ", new[] { made.ErrorType, made.ErrorValue }.Where(part => part is not null));
        }

        made.Culprit = culprit ?? made.Transaction ?? made.Culprit;
    }

    private static void ReadUser(JsonElement user, NewEvent made, string? remoteIp)
    {
        made.UserId = IngestJson.Text(user, "id");
        made.UserEmail = IngestJson.Text(user, "email");
        made.UserName = IngestJson.Text(user, "username");
        var ip = IngestJson.Text(user, "ip_address");
        made.UserIp = ip == AutomaticIp ? remoteIp : ip;
    }

    private static string? ReadFingerprint(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return IngestJson.Text(value);
        }

        var text = string.Join('\n', value.EnumerateArray().Select(part => IngestJson.Text(part)).Where(part => part is not null));
        return text.Length == 0 ? null : text;
    }

    private static string? ObjectText(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Any() ? Write(value.WriteTo) : null;

    /// <summary>What was sent, without what has been taken whole into columns that hold JSON.</summary>
    private static string Rest(JsonElement root, NewEvent made) => Write(writer =>
    {
        writer.WriteStartObject();
        foreach (var member in root.EnumerateObject())
        {
            var taken = member.Name switch
            {
                "contexts" => made.Contexts is not null,
                "extra" => made.Extra is not null,
                "tags" => made.Tags.Count > 0,
                _ => false,
            };
            if (!taken)
            {
                member.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    });

    private static string Write(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, Plain))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
