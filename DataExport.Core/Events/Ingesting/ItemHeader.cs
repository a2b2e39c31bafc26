using System.Text.Json;

namespace DataExport.Core.Events.Ingesting;

/// <summary>The line before an item's payload: <c>{"type": "event", "length": 1234}</c>.</summary>
/// <param name="Type">What the payload is.</param>
/// <param name="Length">The payload's bytes; null when it ends with the line.</param>
internal sealed record ItemHeader(string Type, long? Length)
{
    /// <summary>Understands the line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="number">Number of the item, from 1, for messages.</param>
    /// <exception cref="IngestException">It is no JSON object, or lacks a type, or its length is none.</exception>
    public static ItemHeader Parse(Memory<byte> line, int number)
    {
        var what = $"header of item {number}";
        using var document = IngestJson.ParseObject(line, what);
        var root = document.RootElement;
        if (!root.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
        {
            throw IngestException.Malformed($"The {what} is malformed.", "\"type\" must be there and be a string, such as \"event\".");
        }

        return new ItemHeader(type.GetString()!, root.TryGetProperty("length", out var length) ? ParseLength(length, what) : null);
    }

    private static long? ParseLength(JsonElement value, string what)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var length) && length >= 0
            ? length
            : throw IngestException.Malformed($"The {what} is malformed.", "\"length\" must be the payload's bytes as a whole number, or be left out.");
    }
}
