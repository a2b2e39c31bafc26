using System.Globalization;
using System.Net.Mail;
using System.Text;

namespace DataExport.Core.Mail;

/// <summary>Values of headers (RFC 5322 §2.2): one line of ASCII each, whatever went into them.</summary>
internal static class MimeHeaders
{
    // An encoded word is at most 75 characters long (RFC 2047 §2): 12 around 60 of Base64, which hold 45 bytes.
    private const int BytesOfWord = 45;

    /// <summary>Text without anything that could end the line and begin another header.</summary>
    public static string OneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter));

    /// <summary>Text as it is when it is plain ASCII, else as encoded words: <c>=?utf-8?B?w6k=?=</c>.</summary>
    public static string Text(string text)
    {
        var line = OneLine(text);
        return Ascii.IsValid(line) && line.Length <= BytesOfWord && !line.Contains("=?", StringComparison.Ordinal) ? line : string.Join("\r\n ", Words(line));
    }

    /// <summary>An address: <c>exports@example.com</c>, or with a name: <c>=?utf-8?B?…?= &lt;exports@example.com&gt;</c>.</summary>
    public static string Address(MailAddress address) => address.DisplayName.Length == 0
        ? address.Address
        : $"{Phrase(address.DisplayName)} <{address.Address}>";

    /// <summary>A Message-ID (RFC 5322 §3.6.4).</summary>
    public static string MessageId(string key, MailAddress from) => $"<{key}@{from.Host}>";

    /// <summary>A date (RFC 5322 §3.3): <c>Sat, 21 Nov 2026 04:30:00 +0000</c>.</summary>
    public static string Date(DateTimeOffset date) => date.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    private static string Phrase(string name) =>
        Text(name) is var text && text == name && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == ' ') ? name : string.Join("\r\n ", Words(OneLine(name)));

    private static IEnumerable<string> Words(string text)
    {
        var word = new List<byte>(BytesOfWord);
        var bytes = new byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            // A character is never split between two words (RFC 2047 §5).
            var length = rune.EncodeToUtf8(bytes);
            if (word.Count + length > BytesOfWord)
            {
                yield return Word(word);
                word.Clear();
            }

            word.AddRange(bytes.AsSpan(0, length));
        }

        yield return Word(word);
    }

    private static string Word(List<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=";
}
