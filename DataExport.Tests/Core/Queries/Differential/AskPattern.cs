using System.Text.RegularExpressions;

namespace DataExport.Tests.Core.Queries.Differential;

/// <summary>A value of a search of the model: texts with a wildcard between each two.</summary>
internal sealed partial record AskPattern(IReadOnlyList<string> Pieces)
{
    private Regex? _whole;
    private Regex? _part;

    /// <summary>A value without wildcards.</summary>
    public static AskPattern Of(string text) => new([text]);

    /// <summary>The value, when it has no wildcard.</summary>
    public string? Text => Pieces.Count == 1 ? Pieces[0] : null;

    /// <summary>Equal when there is no wildcard, alike otherwise; the empty value is that of an event that has none.</summary>
    public bool IsEqual(string? shown) => Text == "" ? shown is null : Text is not null ? Text == shown : IsLike(shown);

    /// <summary>Alike as a whole.</summary>
    public bool IsLike(string? shown) => shown is not null && (_whole ??= Expression(@"\A", @"\z")).IsMatch(Fold(shown));

    /// <summary>A part of it is alike.</summary>
    public bool IsIn(string? shown) => shown is not null && (_part ??= Expression("", "")).IsMatch(Fold(shown));

    /// <summary>The value as it can stand behind a colon.</summary>
    public string Write(Random style, bool inList)
    {
        var bare = string.Join('*', Pieces.Select(piece => Escaped(piece, style)));
        return !(inList ? BareInList() : Bare()).IsMatch(bare) || style.Next(3) == 0 ? Quoted() : bare;
    }

    /// <summary>The value as a word, or words in quotes.</summary>
    public string WriteWord(Random style)
    {
        var bare = string.Join('*', Pieces.Select(piece => Escaped(piece, style)));
        return !Word().IsMatch(bare) || bare is "AND" or "OR" || style.Next(3) == 0 ? Quoted() : bare;
    }

    /// <summary>Shorter ones.</summary>
    public IEnumerable<AskPattern> Simpler()
    {
        if (Pieces.Count > 1)
        {
            yield return new AskPattern([.. Pieces.Skip(1)]);
            yield return new AskPattern([.. Pieces.SkipLast(1)]);
        }

        for (var index = 0; index < Pieces.Count; index++)
        {
            if (Pieces[index].Length > 1)
            {
                yield return new AskPattern([.. Pieces.Select((piece, other) => other == index ? piece[1..] : piece)]);
                yield return new AskPattern([.. Pieces.Select((piece, other) => other == index ? piece[..^1] : piece)]);
            }
        }
    }

    private Regex Expression(string start, string end) =>
        new(start + string.Join(".*", Pieces.Select(piece => Regex.Escape(Fold(piece)))) + end, RegexOptions.Singleline | RegexOptions.CultureInvariant);

    // A to Z and no other letters.
    private static string Fold(string text) => string.Concat(text.Select(letter => letter is >= 'A' and <= 'Z' ? (char)(letter + ('a' - 'A')) : letter));

    private string Quoted() => $"\"{string.Join('*', Pieces.Select(piece => piece
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal)))}\"";

    // A backslash may also stand alone where it escapes nothing.
    private static string Escaped(string piece, Random style) => string.Concat(piece.Select((letter, index) => letter switch
    {
        '*' => "\\*",
        '"' => style.Next(2) == 0 ? "\"" : "\\\"",
        '\\' when index + 1 < piece.Length && piece[index + 1] is not ('*' or '"' or '\\') && style.Next(2) == 0 => "\\",
        '\\' => "\\\\",
        _ => letter.ToString(),
    }));

    [GeneratedRegex(@"\A(?![""\[<>])[^\s()]+\z")]
    private static partial Regex Bare();

    [GeneratedRegex(@"\A(?![""<>])[^\s(),\]]+\z")]
    private static partial Regex BareInList();

    [GeneratedRegex(@"\A(?!!)[^\s:()\[\]""]+\z")]
    private static partial Regex Word();
}
