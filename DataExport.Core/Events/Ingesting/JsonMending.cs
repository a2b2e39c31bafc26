using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace DataExport.Core.Events.Ingesting;

/// <summary>
/// Replaces what no database and no file can hold as text, <c>\u0000</c> and halves of surrogate pairs such as <c>\ud800</c>, by
/// U+FFFD, before the JSON is parsed. Nothing else changes: numbers keep their text, whatever their size.
/// </summary>
internal static class JsonMending
{
    private const int EscapeLength = 6;

    /// <summary>The mended JSON: the same memory, or a new one where bytes were no UTF-8.</summary>
    public static Memory<byte> Mend(Memory<byte> json)
    {
        // Backslashes stand in strings only, and a replacement is as long as what it replaces.
        var mended = Utf8.IsValid(json.Span) ? json : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json.Span));
        MendEscapes(mended.Span);
        return mended;
    }

    private static void MendEscapes(Span<byte> json)
    {
        var position = 0;
        while (json[position..].IndexOf((byte)'\\') is var next and >= 0)
        {
            position += next;
            if (Unit(json, position) is not { } unit)
            {
                // Past the backslash and what it escapes, which may be another backslash.
                position = Math.Min(position + 2, json.Length);
            }
            else if (char.IsHighSurrogate(unit) && Unit(json, position + EscapeLength) is { } low && char.IsLowSurrogate(low))
            {
                position += 2 * EscapeLength;
            }
            else
            {
                if (unit == '\0' || char.IsSurrogate(unit))
                {
                    "fffd"u8.CopyTo(json[(position + 2)..]);
                }

                position += EscapeLength;
            }
        }
    }

    /// <summary>The UTF-16 code unit of an escape <c>\u1234</c> that starts there; null when there is none.</summary>
    private static char? Unit(ReadOnlySpan<byte> json, int position) =>
        json.Length - position >= EscapeLength && json[position] == '\\' && json[position + 1] == 'u'
        && Utf8Parser.TryParse(json.Slice(position + 2, EscapeLength - 2), out ushort unit, out var read, 'x') && read == EscapeLength - 2
            ? (char)unit
            : null;
}
