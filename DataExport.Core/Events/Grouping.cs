using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace DataExport.Core.Events;

/// <summary>Decides which issue an event belongs to, and how the issue is called.</summary>
public static partial class Grouping
{
    private const int LongestTitle = 255;

    /// <summary>
    /// What events of one issue share, 32 hexadecimal digits: the fingerprint when one was given; else the exception's type with the
    /// innermost frames of the program, or, where there are none, its masked value; else the masked message.
    /// </summary>
    public static string Hash(NewEvent @event)
    {
        if (string.IsNullOrEmpty(@event.Fingerprint))
        {
            return Digest(Default(@event));
        }

        // Only {{ default }} and nothing else is the same as no fingerprint at all.
        var own = new Lazy<string>(() => Digest(Default(@event)));
        return OwnRule().Match(@event.Fingerprint) is { Success: true } match && match.Length == @event.Fingerprint.Length
            ? own.Value
            : Digest($"fingerprint\n{OwnRule().Replace(@event.Fingerprint, _ => own.Value)}");
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

    private static string Default(NewEvent @event) =>
        @event.Type != "error" ? $"message\n{Mask(@event.MessageTemplate ?? @event.Message ?? "")}"
        : @event.Frames is { Count: > 0 } frames ? $"frames\n{@event.ErrorType}\n{string.Join('\n', frames)}"
        : $"exception\n{@event.ErrorType}\n{Mask(@event.ErrorValue ?? "")}";

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    [GeneratedRegex(@"\{\{ *default *\}\}")]
    private static partial Regex OwnRule();

    [GeneratedRegex("""
        "[^"]*"|'[^']*'|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|0x[0-9a-fA-F]+|\b(?=[a-fA-F]*[0-9])[0-9a-fA-F]{8,}\b|[0-9]+
        """)]
    private static partial Regex Varying();
}
