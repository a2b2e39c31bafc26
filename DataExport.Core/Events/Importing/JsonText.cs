using System.Globalization;
using System.Text;

namespace DataExport.Core.Events.Importing;

/// <summary>
/// Resolves the escapes of a JSON string, <c>\n</c> or <c>\u00e9</c>. The framework's own reader refuses half a surrogate pair; here
/// it becomes U+FFFD, and so does NUL.
/// </summary>
internal static class JsonText
{
    private const char Replacement = '\uFFFD';

    /// <summary>The text of a string's inside, which a JSON reader has found to be well formed.</summary>
    public static string Unescape(ReadOnlySpan<byte> utf8)
    {
        var raw = Encoding.UTF8.GetString(utf8);
        var text = new StringBuilder(raw.Length);
        for (var index = 0; index < raw.Length; index++)
        {
            if (raw[index] != '\\')
            {
                text.Append(raw[index]);
                continue;
            }

            index++;
            text.Append(raw[index] == 'u' ? (char)ushort.Parse(raw.AsSpan(index + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture) : Short(raw[index]));
            index += raw[index] == 'u' ? 4 : 0;
        }

        Mend(text);
        return text.ToString();
    }

    private static char Short(char letter) => letter switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'b' => '\b',
        'f' => '\f',
        _ => letter,
    };

    private static void Mend(StringBuilder text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            {
                index++;
            }
            else if (char.IsSurrogate(text[index]) || text[index] == '\0')
            {
                text[index] = Replacement;
            }
        }
    }
}
