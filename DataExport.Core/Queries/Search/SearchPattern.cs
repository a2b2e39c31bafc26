using System.Text;

namespace DataExport.Core.Queries.Search;

/// <summary>A value of a search: literal pieces with a wildcard, which matches any text, between each two.</summary>
/// <param name="Position">Where it stands in the text, in characters from 0.</param>
/// <param name="Pieces">At least one; a single one means that there is no wildcard.</param>
public sealed record SearchPattern(int Position, IReadOnlyList<string> Pieces)
{
    /// <summary>Whether there is no wildcard, so that <see cref="Literal"/> is the whole value.</summary>
    public bool IsLiteral => Pieces.Count == 1;

    /// <summary>The value, where there is no wildcard.</summary>
    public string Literal => Pieces[0];

    /// <summary>Whether it is nothing but a wildcard, which every value matches.</summary>
    public bool IsAnything => !IsLiteral && Pieces.All(piece => piece.Length == 0);

    /// <summary>Splits a value at its wildcards and takes its escapes away.</summary>
    /// <remarks>
    /// <c>*</c> is a wildcard. <c>\*</c> is a star, <c>\"</c> a quote and <c>\\</c> a backslash; before anything else, and at the
    /// end, a backslash stands for itself.
    /// </remarks>
    public static SearchPattern Parse(int position, ReadOnlySpan<char> text)
    {
        var pieces = new List<string>();
        var piece = new StringBuilder();
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '\\' && index + 1 < text.Length && text[index + 1] is '*' or '"' or '\\')
            {
                index++;
                piece.Append(text[index]);
            }
            else if (text[index] == '*')
            {
                pieces.Add(piece.ToString());
                piece.Clear();
            }
            else
            {
                piece.Append(text[index]);
            }
        }

        pieces.Add(piece.ToString());
        return new SearchPattern(position, pieces);
    }

    /// <summary>The value as it reads, wildcards as stars; for messages.</summary>
    public override string ToString() => string.Join('*', Pieces);
}
