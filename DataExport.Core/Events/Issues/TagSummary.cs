namespace DataExport.Core.Events.Issues;

/// <summary>A tag of an issue, from the counts behind the events.</summary>
/// <param name="Key">The tag's key.</param>
/// <param name="TimesSeen">How many of the issue's events have it.</param>
/// <param name="TopValues">Its most frequent values, the most frequent first.</param>
public sealed record TagSummary(string Key, long TimesSeen, IReadOnlyList<TagValue> TopValues);
