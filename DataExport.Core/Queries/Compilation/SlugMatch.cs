using DataExport.Core.Queries.Search;

namespace DataExport.Core.Queries.Compilation;

/// <summary>Matches a project's slug against a pattern, as LIKE does for columns: with wildcards, the case of ASCII letters aside.</summary>
internal static class SlugMatch
{
    /// <summary>Whether the slug matches.</summary>
    public static bool Matches(SearchPattern pattern, string slug)
    {
        if (pattern.IsLiteral)
        {
            return pattern.Literal == slug;
        }

        var folded = AsciiText.Fold(slug);
        var first = AsciiText.Fold(pattern.Pieces[0]);
        var last = AsciiText.Fold(pattern.Pieces[^1]);
        if (folded.Length < first.Length + last.Length
            || !folded.StartsWith(first, StringComparison.Ordinal) || !folded.EndsWith(last, StringComparison.Ordinal))
        {
            return false;
        }

        // Between the fixed ends, the leftmost place of each piece leaves the most room for the rest.
        var rest = folded.AsSpan(first.Length, folded.Length - first.Length - last.Length);
        foreach (var piece in pattern.Pieces.Skip(1).SkipLast(1))
        {
            var found = rest.IndexOf(AsciiText.Fold(piece), StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            rest = rest[(found + piece.Length)..];
        }

        return true;
    }
}
