namespace DataExport.Core.Events.Issues;

/// <summary>A value of a tag of an issue.</summary>
/// <param name="Value">The value.</param>
/// <param name="TimesSeen">How many of the issue's events have it.</param>
/// <param name="FirstSeen">When the first of them happened, UTC.</param>
/// <param name="LastSeen">When the latest of them happened, UTC.</param>
public sealed record TagValue(string Value, long TimesSeen, DateTime FirstSeen, DateTime LastSeen);
