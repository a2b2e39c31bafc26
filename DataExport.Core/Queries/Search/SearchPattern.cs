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

    /// <summary>Splits a value at its wildcards: <c>*</c> is one, <c>\*</c> is a star.</summary>
    public static SearchPattern Parse(int position, string text)
    {
        var pieces = new List<string>();
        var piece = new StringBuilder();
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '\\' && index + 1 < text.Length && text[index + 1] == '*')
            {
                piece.Append('*');
                index++;
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
}
