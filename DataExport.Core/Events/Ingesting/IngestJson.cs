using System.Text.Json;

namespace DataExport.Core.Events.Ingesting;

/// <summary>Parses what came in, and says where it is wrong.</summary>
internal static class IngestJson
{
    /// <summary>The JSON object; dispose it.</summary>
    /// <param name="bytes">Its text, which is changed in place where it holds what is no text.</param>
    /// <param name="what">What it is, for messages, such as <c>item 1 (event)</c>.</param>
    /// <exception cref="IngestException">It is no JSON object, or lies too deep.</exception>
    public static JsonDocument ParseObject(Memory<byte> bytes, string what)
    {
        var json = JsonMending.Mend(bytes);
        try
        {
            var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = IngestLimits.JsonDepth });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            var kind = document.RootElement.ValueKind;
            document.Dispose();
            throw IngestException.Malformed($"The {what} is malformed.", $"It must be a JSON object, not {kind}.");
        }
        catch (JsonException exception)
        {
            throw IsTooDeep(json.Span)
                ? IngestException.TooLarge($"The {what} is nested too deep.", $"Objects and lists may lie {IngestLimits.JsonDepth} deep in one another.")
                : IngestException.Malformed($"The {what} is malformed.", Describe(exception));
        }
    }

    /// <summary>A value as text: a string, or a number or truth value as it is written; null for anything else, and for empty text.</summary>
    public static string? Text(JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => null,
        };
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>A member of an object as text; null when there is none, or the value is no object.</summary>
    public static string? Text(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? Text(member) : null;

    // The parser's exception does not say so; this reader goes one level deeper and looks.
    private static bool IsTooDeep(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = IngestLimits.JsonDepth + 1 });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= IngestLimits.JsonDepth)
                {
                    return true;
                }
            }
        }
        catch (JsonException)
        {
            // Malformed before it is too deep.
        }

        return false;
    }

    // "'x' is an invalid start of a value. LineNumber: 0 | BytePositionInLine: 3." counts from 0; people count from 1.
    private static string Describe(JsonException exception)
    {
        var reason = exception.Message.Split(" LineNumber:", 2)[0].Split(" Path:", 2)[0];
        return $"JSON parse error at line {exception.LineNumber + 1 ?? 1}, column {exception.BytePositionInLine + 1 ?? 1}: {reason}";
    }
}
