using System.Net.Mail;
using System.Text;

namespace DataExport.Core.Mail;

/// <summary>Writes a mail as the text of a file (RFC 5322, RFC 2046 §5.1.4), and reads such a file's bodies again.</summary>
internal static class MimeText
{
    private const string Plain = "text/plain";
    private const string Html = "text/html";

    /// <summary>The whole mail: headers, then the text and the HTML as alternatives. ASCII, lines end in CRLF.</summary>
    public static string Write(MailMessage message, MailAddress from)
    {
        // "=_" cannot occur in quoted-printable, so that no body can hold the boundary (RFC 2045 §6.7).
        var boundary = $"=_{message.Key}";
        var text = new StringBuilder();
        Header(text, "Date", MimeHeaders.Date(message.Date));
        Header(text, "From", MimeHeaders.Address(from));
        Header(text, "To", MimeHeaders.Address(MailAddresses.Parse(message.To)));
        Header(text, "Subject", MimeHeaders.Text(message.Subject));
        Header(text, "Message-ID", MimeHeaders.MessageId(message.Key, from));
        Header(text, "Auto-Submitted", "auto-generated");
        Header(text, "MIME-Version", "1.0");
        Header(text, "Content-Type", $"multipart/alternative;\r\n boundary=\"{boundary}\"");
        text.Append("\r\n");
        Part(text, boundary, Plain, message.Text);
        Part(text, boundary, Html, message.Html);
        return text.Append("--").Append(boundary).Append("--\r\n").ToString();
    }

    /// <summary>The text and the HTML of a file that <see cref="Write"/> wrote; null when it is none.</summary>
    public static MailText? Read(string file) => Body(file, Plain) is { } text && Body(file, Html) is { } html ? new MailText(html, text) : null;

    private static void Header(StringBuilder text, string name, string value) => text.Append(name).Append(": ").Append(value).Append("\r\n");

    private static void Part(StringBuilder text, string boundary, string type, string body)
    {
        text.Append("--").Append(boundary).Append("\r\n");
        Header(text, "Content-Type", $"{type}; charset=utf-8");
        Header(text, "Content-Transfer-Encoding", "quoted-printable");
        text.Append("\r\n").Append(QuotedPrintable.Encode(body)).Append("\r\n");
    }

    private static string? Body(string file, string type)
    {
        var header = $"\r\nContent-Type: {type}; charset=utf-8\r\n";
        var start = file.IndexOf(header, StringComparison.Ordinal);
        var body = start < 0 ? -1 : file.IndexOf("\r\n\r\n", start + header.Length, StringComparison.Ordinal);
        var end = body < 0 ? -1 : file.IndexOf("\r\n--=_", body, StringComparison.Ordinal);
        return end < 0 ? null : QuotedPrintable.Decode(file.AsSpan((body + 4)..end));
    }
}
