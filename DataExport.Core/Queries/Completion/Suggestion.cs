namespace DataExport.Core.Queries.Completion;

/// <summary>Something that a search can be completed with.</summary>
/// <param name="Label">How it is shown.</param>
/// <param name="Insert">What takes the place of what was typed.</param>
/// <param name="Detail">What it is, in a few words; empty for what says itself.</param>
/// <param name="Continues">Whether something has to follow: a key needs its value.</param>
public sealed record Suggestion(string Label, string Insert, string Detail = "", bool Continues = false);
