using DataExport.Core.Queries.Search;

namespace DataExport.Core.Queries.Compilation;

/// <summary>Matches a project's slug against a pattern, as LIKE does for columns: with wildcards, the case of letters aside.</summary>
internal static class SlugMatch
{
    /// <summary>Whether the slug matches.</summary>
    public static bool Matches(SearchPattern pattern, string slug)
    {
        if (pattern.IsLiteral)
        {
            return pattern.Literal == slug;
        }

        var first = pattern.Pieces[0];
        var last = pattern.Pieces[^1];
        if (slug.Length < first.Length + last.Length
            || !slug.StartsWith(first, StringComparison.OrdinalIgnoreCase) || !slug.EndsWith(last, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        // Between the fixed ends, the leftmost place of each piece leaves the most room for the rest.
        var rest = slug.AsSpan(first.Length, slug.Length - first.Length - last.Length);
        foreach (var piece in pattern.Pieces.Skip(1).SkipLast(1))
        {
            var found = rest.IndexOf(piece, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
            {
                return false;
            }

            rest = rest[(found + piece.Length)..];
        }

        return true;
    }
}
