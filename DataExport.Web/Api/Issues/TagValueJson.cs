using DataExport.Core.Events.Issues;

namespace DataExport.Web.Api.Issues;

/// <summary>A value of a tag of an issue, as JSON.</summary>
/// <param name="Value">The value.</param>
/// <param name="Count">How many of the issue's events have it.</param>
/// <param name="FirstSeen">When the first of them happened, UTC.</param>
/// <param name="LastSeen">When the latest of them happened, UTC.</param>
public sealed record TagValueJson(string Value, long Count, DateTime FirstSeen, DateTime LastSeen)
{
    /// <summary>Makes it from the row.</summary>
    public static TagValueJson From(TagValue value) => new(value.Value, value.TimesSeen, value.FirstSeen, value.LastSeen);
}
