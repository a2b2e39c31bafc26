using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DataExport.Core.Events;

/// <summary>
/// Tags as they are stored, which <see cref="EventSession"/> alone does: one JSON object (RFC 8259) of texts alone, with no space between
/// its parts. So a tag is found by the bytes that it begins with, without parsing those before it.
/// </summary>
internal static class StoredTags
{
    /// <summary>How keys and values are escaped in it.</summary>
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>
    /// Whether <see cref="Find"/> is right for a key. Not for one that begins with what can stand behind a quote that ends a key or value;
    /// nor beyond ASCII, where it depends on the version of the runtime, and of Unicode, which characters are escaped.
    /// </summary>
    public static bool CanFind(string key) => key is not [':' or ',' or '}', ..] && Ascii.IsValid(key);

    /// <summary>What a tag begins with, up to the quote before its value, which is never empty.</summary>
    public static byte[] Beginning(string key) => Encoding.UTF8.GetBytes($"\"{Encoder.Encode(key)}\":\"");

    /// <summary>The value of a tag as it stands in the JSON, with its quotes; empty when it is not among them.</summary>
    /// <param name="json">The tags; empty for none.</param>
    /// <param name="beginning">What the tag begins with.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> json, ReadOnlySpan<byte> beginning)
    {
        // A quote that is part of a key or value has a backslash before it, one that ends a key or value has something else behind it, and
        // behind the text that one begins as a value there is no colon.
        for (var passed = 0; json[passed..].IndexOf(beginning) is >= 0 and var found; passed += found + 1)
        {
            if (passed + found > 0 && json[passed + found - 1] != '\\')
            {
                return Text(json[(passed + found + beginning.Length - 1)..]);
            }
        }

        return default;
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> json)
    {
        var end = json[1..].IndexOfAny((byte)'"', (byte)'\\') + 1;
        if (end > 0 && json[end] == '"')
        {
            return json[..(end + 1)];
        }

        var reader = new Utf8JsonReader(json);
        reader.Read();
        return json[..(int)reader.BytesConsumed];
    }
}
