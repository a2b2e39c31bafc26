using System.Text.Json;

namespace DataExport.Core.Events;

/// <summary>
/// Reads single values out of the JSON objects that an event's tags, contexts and extra data are stored as: from UTF-8 and
/// without building a document. An instance reuses its buffer.
/// </summary>
public sealed class EventJson
{
    private byte[] _buffer = new byte[256];

    /// <summary>The value of a member as it stands in the JSON; of two with the same name the last. Empty when there is none.</summary>
    /// <param name="json">JSON; empty, or anything but an object, has no members.</param>
    /// <param name="name">The member's name in UTF-8.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        if (json.IsEmpty || json[0] != (byte)'{')
        {
            return default;
        }

        ReadOnlySpan<byte> found = default;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var wanted = reader.ValueTextEquals(name);
            var value = NextValue(json, ref reader);
            found = wanted ? value : found;
        }

        return found;
    }

    /// <summary>Goes from a member's name over its value, and returns the value as it stands in the JSON.</summary>
    public static ReadOnlySpan<byte> NextValue(ReadOnlySpan<byte> json, scoped ref Utf8JsonReader reader)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return json[start..(int)reader.BytesConsumed];
    }

    /// <summary>
    /// A value as people read it: the text of a text, a number with the digits that it came with, <c>true</c> or <c>false</c>,
    /// objects and lists as compact JSON. Empty, as for an empty text, when it is null or not there.
    /// </summary>
    /// <param name="value">A value as it stands in JSON; empty when there is none.</param>
    /// <returns>UTF-8 that is valid until the next call, and no longer than the JSON.</returns>
    public ReadOnlySpan<byte> Text(ReadOnlySpan<byte> value) => value switch
    {
        [] or [(byte)'n', ..] => default,
        [(byte)'"', ..] => Unquote(value),
        [(byte)'{' or (byte)'[', ..] => Compact(value),
        _ => value,
    };

    private ReadOnlySpan<byte> Unquote(ReadOnlySpan<byte> quoted)
    {
        if (!quoted.Contains((byte)'\\'))
        {
            return quoted[1..^1];
        }

        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return Room(quoted.Length)[..reader.CopyString(_buffer)];
    }

    /// <summary>Leaves out white space, but not within texts.</summary>
    private ReadOnlySpan<byte> Compact(ReadOnlySpan<byte> value)
    {
        var compact = Room(value.Length);
        var length = 0;
        var inText = false;
        for (var index = 0; index < value.Length; index++)
        {
            var current = value[index];
            if (!inText && current is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                continue;
            }

            compact[length++] = current;
            if (current == '"')
            {
                inText = !inText;
            }
            else if (current == '\\')
            {
                compact[length++] = value[++index];
            }
        }

        return compact[..length];
    }

    private Span<byte> Room(int bytes)
    {
        if (_buffer.Length < bytes)
        {
            _buffer = new byte[bytes * 2];
        }

        return _buffer;
    }
}
