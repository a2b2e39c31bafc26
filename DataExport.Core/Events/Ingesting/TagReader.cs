using System.Text.Json;

namespace DataExport.Core.Events.Ingesting;

/// <summary>Reads tags: a map, or a list of pairs, <c>[["key", "value"], …]</c> or <c>[{"key": "…", "value": "…"}, …]</c>.</summary>
internal static class TagReader
{
    /// <summary>Adds the tags that have a key and a value. A value that is no text keeps its JSON.</summary>
    public static void Read(JsonElement value, List<KeyValuePair<string, string>> tags)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                Add(tags, member.Name, member.Value);
            }
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var pair in value.EnumerateArray())
            {
                AddPair(tags, pair);
            }
        }
    }

    private static void AddPair(List<KeyValuePair<string, string>> tags, JsonElement pair)
    {
        if (pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() == 2)
        {
            Add(tags, IngestJson.Text(pair[0]), pair[1]);
        }
        else if (pair.ValueKind == JsonValueKind.Object && pair.TryGetProperty("value", out var value))
        {
            Add(tags, IngestJson.Text(pair, "key"), value);
        }
    }

    private static void Add(List<KeyValuePair<string, string>> tags, string? key, JsonElement value)
    {
        var text = value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? value.GetRawText() : IngestJson.Text(value);
        if (!string.IsNullOrEmpty(key) && text is not null)
        {
            tags.Add(new(key, text));
        }
    }
}
