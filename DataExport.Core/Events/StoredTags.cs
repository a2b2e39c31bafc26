using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DataExport.Core.Events;

/// <summary>
/// Finds a tag in an event's tags as <see cref="EventSession"/> stores them, and nobody else: one JSON object (RFC 8259) of texts alone,
/// with no space between its parts, each key once.
/// </summary>
internal static class StoredTags
{
    /// <summary>How keys and values are escaped in it.</summary>
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>
    /// Whether a tag can be found by its beginning. Not one whose key begins with what can stand behind a quote that ends a key or value,
    /// nor with a replacement character in it: where that took the place of half a character it is escaped, and otherwise it is not.
    /// </summary>
    public static bool CanFind(string key) => key is not [':' or ',' or '}', ..] && !key.Contains('\uFFFD');

    /// <summary>What a tag begins with, up to the quote before its value.</summary>
    public static byte[] Beginning(string key) => Encoding.UTF8.GetBytes($"\"{Encoder.Encode(key)}\":\"");

    /// <summary>The value of a tag as it stands in the JSON, with its quotes; empty when it is not among them.</summary>
    /// <param name="json">The tags; empty for none.</param>
    /// <param name="beginning">What the tag begins with.</param>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> json, ReadOnlySpan<byte> beginning)
    {
        // A quote that is part of a key or value has a backslash before it, and one that ends a key or value something else behind it.
        for (var passed = 0; json[passed..].IndexOf(beginning) is >= 0 and var found; passed += found + 1)
        {
            if (json[passed + found - 1] != '\\')
            {
                return Text(json[(passed + found + beginning.Length - 1)..]);
            }
        }

        return default;
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> json)
    {
        var end = json[1..].IndexOfAny((byte)'"', (byte)'\\') + 1;
        if (json[end] == '"')
        {
            return json[..(end + 1)];
        }

        var reader = new Utf8JsonReader(json);
        reader.Read();
        return json[..(int)reader.BytesConsumed];
    }
}
