using System.Text;

namespace DataExport.Tests.Support;

/// <summary>
/// A reader of RFC 4180 text that shares nothing with the product: what it reads back is evidence about the product's files.
/// Strict: a quote inside a bare field, text after a closing quote and an open quote at the end are errors.
/// </summary>
internal static class CsvText
{
    /// <summary>All records of the text, the header among them. CRLF and LF both end a record.</summary>
    /// <exception cref="FormatException">The text is not RFC 4180; the message names the record.</exception>
    public static List<string[]> Read(string text, char delimiter = ',')
    {
        var records = new List<string[]>();
        var at = 0;
        while (at < text.Length)
        {
            records.Add(ReadRecord(text, ref at, delimiter, records.Count + 1));
        }

        return records;
    }

    private static string[] ReadRecord(string text, ref int at, char delimiter, int number)
    {
        var fields = new List<string>();
        while (true)
        {
            fields.Add(at < text.Length && text[at] == '"' ? ReadQuoted(text, ref at, number) : ReadBare(text, ref at, delimiter, number));
            if (at < text.Length && text[at] == delimiter)
            {
                at++;
                continue;
            }

            if (!EndsRecord(text, ref at))
            {
                throw new FormatException($"Record {number}: text after a closing quote.");
            }

            return [.. fields];
        }
    }

    private static string ReadBare(string text, ref int at, char delimiter, int number)
    {
        var start = at;
        while (at < text.Length && text[at] != delimiter && text[at] is not ('\r' or '\n'))
        {
            if (text[at] == '"')
            {
                throw new FormatException($"Record {number}: a quote inside a field without quotes.");
            }

            at++;
        }

        return text[start..at];
    }

    private static string ReadQuoted(string text, ref int at, int number)
    {
        var value = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                value.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                value.Append(text[at++]);
            }
            else
            {
                at++;
                return value.ToString();
            }
        }

        throw new FormatException($"Record {number}: a quote that is never closed.");
    }

    private static bool EndsRecord(string text, ref int at)
    {
        if (at == text.Length)
        {
            return true;
        }

        var length = text[at] == '\n' ? 1 : text.AsSpan(at).StartsWith("\r\n") ? 2 : 0;
        at += length;
        return length > 0;
    }
}
