namespace DataExport.Core.Queries.Completion;

/// <summary>The part of a search that a person is typing at.</summary>
/// <param name="Kind">What belongs there.</param>
/// <param name="Start">Where the part begins, in characters from 0.</param>
/// <param name="End">Where it ends, the <c>:</c> of a key included.</param>
/// <param name="Typed">What of it stands before the caret, without quotes and escapes.</param>
/// <param name="Key">The key, for a value; otherwise empty.</param>
/// <param name="IsKeyQuoted">Whether that key stands in quotes, so that <c>is</c> and <c>has</c> mean tags.</param>
/// <param name="IsInList">Whether the value stands in <c>[…]</c>.</param>
public sealed record SearchPlace(SearchPlaceKind Kind, int Start, int End, string Typed, string Key = "", bool IsKeyQuoted = false, bool IsInList = false)
{
    /// <summary>Finds the part at the caret, whether or not the search is whole. The work grows linearly with the text.</summary>
    /// <param name="text">The search.</param>
    /// <param name="caret">The place between two characters, from 0.</param>
    public static SearchPlace At(string text, int caret) => new SearchPlaceFinder(text, Math.Clamp(caret, 0, text.Length)).Find();
}
