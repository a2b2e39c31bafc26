using System.Runtime.InteropServices;
using System.Text.Json;
using DataExport.Core.Events.Importing;

namespace DataExport.Core.Events.Issues;

/// <summary>
/// Takes the exceptions out of an event's payload, as SDKs write them:
/// <c>{"exception": {"values": [{"type", "value", "stacktrace": {"frames": [{"function", "filename", "lineno", "in_app", …}]}}]}}</c>,
/// the last value the outermost, the last frame the innermost. Members of another type than SDKs send count as missing.
/// </summary>
internal static class EventExceptions
{
    private const int MostExceptions = 20;
    private const int MostFrames = 250;
    private const int LongestText = 2000;

    // Deeper than any event that is let in.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 256 };

    /// <summary>The exceptions; none of no payload.</summary>
    /// <param name="payload">JSON, or null.</param>
    public static IReadOnlyList<EventException> Read(string? payload)
    {
        if (payload is null)
        {
            return [];
        }

        using var document = JsonDocument.Parse(payload, Options);
        var exception = Member(document.RootElement, "exception");
        return [.. Objects(exception, "values").Reverse().Take(MostExceptions).Select(ReadException)];
    }

    private static EventException ReadException(JsonElement value) =>
        new(Text(value, "type"), Text(value, "value"), [.. Objects(Member(value, "stacktrace"), "frames").Reverse().Take(MostFrames).Select(ReadFrame)]);

    private static EventFrame ReadFrame(JsonElement frame)
    {
        var line = Member(frame, "lineno") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : (long?)null;
        return new EventFrame(
            Text(frame, "function"),
            Text(frame, "filename") ?? Text(frame, "module") ?? Text(frame, "abs_path"),
            line,
            Member(frame, "in_app").ValueKind == JsonValueKind.True,
            line is { } known && Text(frame, "context_line") is { } current ? Source(frame, known, current) : []);
    }

    private static List<KeyValuePair<long, string>> Source(JsonElement frame, long line, string current)
    {
        var before = Texts(frame, "pre_context");
        var source = before.Select((text, index) => KeyValuePair.Create(line - before.Count + index, text)).ToList();
        source.Add(new(line, current));
        source.AddRange(Texts(frame, "post_context").Select((text, index) => KeyValuePair.Create(line + 1 + index, text)));
        return source;
    }

    private static List<string> Texts(JsonElement value, string name) =>
        Member(value, name) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Select(Text).Select(text => text ?? "")]
            : [];

    /// <summary>The objects of a list that is given in a member, or bare.</summary>
    private static IEnumerable<JsonElement> Objects(JsonElement value, string name) =>
        (value.ValueKind == JsonValueKind.Array ? value : Member(value, name)) is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)
            : [];

    private static JsonElement Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : default;

    private static string? Text(JsonElement value, string name) => Text(Member(value, name)) is { Length: > 0 } text ? text : null;

    // Not by GetString, which throws at half a surrogate pair.
    private static string? Text(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var text = JsonText.Unescape(JsonMarshal.GetRawUtf8Value(value)[1..^1]);
        return text.Length > LongestText ? $"{text.AsSpan(0, LongestText)}…" : text;
    }
}
