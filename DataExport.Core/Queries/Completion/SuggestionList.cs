namespace DataExport.Core.Queries.Completion;

/// <summary>What a search can be completed with at the caret, the likeliest first.</summary>
/// <param name="Start">Where what is replaced begins, in characters from 0.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Items">The suggestions; empty when there are none.</param>
public sealed record SuggestionList(int Start, int End, IReadOnlyList<Suggestion> Items)
{
    /// <summary>Nothing to suggest.</summary>
    public static SuggestionList None { get; } = new(0, 0, []);
}
