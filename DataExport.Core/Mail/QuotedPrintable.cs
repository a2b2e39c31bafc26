using System.Globalization;
using System.Text;

namespace DataExport.Core.Mail;

/// <summary>Text as ASCII lines of at most 76 characters (RFC 2045 §6.7): <c>caf=C3=A9</c>.</summary>
internal static class QuotedPrintable
{
    private const int LongestLine = 76;

    /// <summary>Encodes text; its line ends become CRLF.</summary>
    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length + (text.Length / 8));
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            EncodeLine(encoded, Encoding.UTF8.GetBytes(line));
            encoded.Append("\r\n");
        }

        encoded.Length -= 2;
        return encoded.ToString();
    }

    /// <summary>Decodes what <see cref="Encode"/> wrote; lines end in LF.</summary>
    public static string Decode(ReadOnlySpan<char> encoded)
    {
        var bytes = new List<byte>(encoded.Length);
        for (var at = 0; at < encoded.Length; at++)
        {
            if (encoded[at] == '\r')
            {
                continue;
            }

            if (encoded[at] != '=')
            {
                bytes.Add((byte)encoded[at]);
            }
            else if (at + 2 < encoded.Length)
            {
                if (byte.TryParse(encoded.Slice(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
                {
                    bytes.Add(value);
                }

                // Otherwise "=" CR LF: the line goes on.
                at += 2;
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static void EncodeLine(StringBuilder encoded, ReadOnlySpan<byte> line)
    {
        var length = 0;
        for (var at = 0; at < line.Length; at++)
        {
            var isLast = at == line.Length - 1;
            var isPlain = line[at] is > (byte)' ' and <= (byte)'~' and not (byte)'=' || (line[at] is (byte)' ' or (byte)'\t' && !isLast);
            var width = isPlain ? 1 : 3;
            if (length + width > LongestLine - (isLast ? 0 : 1))
            {
                encoded.Append("=\r\n");
                length = 0;
            }

            if (isPlain)
            {
                encoded.Append((char)line[at]);
            }
            else
            {
                encoded.Append('=').Append(line[at].ToString("X2", CultureInfo.InvariantCulture));
            }

            length += width;
        }
    }
}
