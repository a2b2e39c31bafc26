using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace DataExport.Core.Events;

/// <summary>Decides which issue an event belongs to, and how the issue is called.</summary>
public static partial class Grouping
{
    private const int LongestTitle = 255;

    /// <summary>
    /// What events of one issue share, 32 hexadecimal digits: the fingerprint when one was given, else the exception's type and
    /// masked value, else the masked message.
    /// </summary>
    public static string Hash(NewEvent @event)
    {
        var text = !string.IsNullOrEmpty(@event.Fingerprint) ? $"fingerprint\n{@event.Fingerprint}"
            : @event.Type == "error" ? $"exception\n{@event.ErrorType}\n{Mask(@event.ErrorValue ?? "")}"
            : $"message\n{Mask(@event.Message ?? "")}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }

    /// <summary>The title: <c>type: value</c> of the exception, or the message's first line.</summary>
    public static string Title(NewEvent @event)
    {
        var text = @event.Type == "error"
            ? string.Join(": ", new[] { @event.ErrorType, @event.ErrorValue }.Where(part => !string.IsNullOrEmpty(part)))
            : @event.Message ?? "";
        var line = text.AsSpan().TrimStart();
        var end = line.IndexOfAny('\r', '\n');
        line = (end < 0 ? line : line[..end]).TrimEnd();
        if (line.Length > LongestTitle)
        {
            // Not between the halves of a surrogate pair, which would be no text any more.
            line = line[..(char.IsHighSurrogate(line[LongestTitle - 1]) ? LongestTitle - 1 : LongestTitle)];
        }

        return line.IsEmpty ? "<unlabeled event>" : line.ToString();
    }

    /// <summary>Replaces what varies from one event to the next: quoted strings, UUIDs, hexadecimal and decimal numbers.</summary>
    public static string Mask(string text) => Varying().Replace(text, "*");

    [GeneratedRegex("""
        "[^"]*"|'[^']*'|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|0x[0-9a-fA-F]+|\b(?=[a-fA-F]*[0-9])[0-9a-fA-F]{8,}\b|[0-9]+
        """)]
    private static partial Regex Varying();
}
