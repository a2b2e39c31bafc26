using System.Text;
using System.Text.RegularExpressions;

namespace DataExport.Tests.Support;

/// <summary>A reader of mails (RFC 5322, RFC 2045) that shares nothing with the product.</summary>
internal sealed partial class MailFile
{
    private readonly List<(string Name, string Value)> _headers;
    private readonly string _body;

    private MailFile(string text)
    {
        Assert.DoesNotMatch(LoneBreak(), text);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var unfolded = Fold().Replace(text[..end], "");
        _headers = [.. unfolded.Split("\r\n").Select(line => (line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].Trim()))];
        _body = text[(end + 4)..];
    }

    public static MailFile Parse(string text) => new(text);

    /// <summary>The names of the headers, in their order.</summary>
    public string[] Names => [.. _headers.Select(header => header.Name)];

    /// <summary>The value of a header, encoded words decoded.</summary>
    public string this[string name] => EncodedWord().Replace(
        GapOfWords().Replace(_headers.Single(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase)).Value, ""),
        word => Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups[1].Value)));

    /// <summary>The body of that type, decoded.</summary>
    public string Body(string type)
    {
        var boundary = Boundary().Match(this["Content-Type"]).Groups[1].Value;
        var part = Assert.Single(_body.Split("--" + boundary)[1..^1], part => part.Contains($"Content-Type: {type}; charset=utf-8", StringComparison.OrdinalIgnoreCase));
        var inner = Parse(part.TrimStart('\r', '\n'));
        return inner["Content-Transfer-Encoding"] == "base64"
            ? Encoding.UTF8.GetString(Convert.FromBase64String(inner._body.ReplaceLineEndings("").Trim()))
            : Unquote(inner._body.EndsWith("\r\n", StringComparison.Ordinal) ? inner._body[..^2] : inner._body);
    }

    private static string Unquote(string text)
    {
        Assert.All(text.Split("\r\n"), line => Assert.True(line.Length <= 76 && line.All(char.IsAscii), line));
        var joined = text.Replace("=\r\n", "", StringComparison.Ordinal);
        var bytes = Encoding.Latin1.GetBytes(Quoted().Replace(joined, match => ((char)Convert.ToByte(match.Groups[1].Value, 16)).ToString()));
        return Encoding.UTF8.GetString(bytes).ReplaceLineEndings("\n");
    }

    [GeneratedRegex("(?<!\r)\n|\r(?!\n)")]
    private static partial Regex LoneBreak();

    [GeneratedRegex("\r\n(?=[ \t])")]
    private static partial Regex Fold();

    [GeneratedRegex(@"(?<=\?=)\s+(?==\?)")]
    private static partial Regex GapOfWords();

    [GeneratedRegex(@"=\?utf-8\?B\?([^?]*)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex EncodedWord();

    [GeneratedRegex("boundary=\"?([^\";]+)\"?")]
    private static partial Regex Boundary();

    [GeneratedRegex("=([0-9A-F]{2})")]
    private static partial Regex Quoted();
}
