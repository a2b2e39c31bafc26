using DataExport.Core.Events.Issues;

namespace DataExport.Web.Api.Issues;

/// <summary>A tag of an issue, as JSON.</summary>
/// <param name="Key">The tag's key.</param>
/// <param name="Count">How many of the issue's events have it.</param>
/// <param name="TopValues">Its most frequent values.</param>
public sealed record TagJson(string Key, long Count, IReadOnlyList<TagValueJson> TopValues)
{
    /// <summary>Makes it from the summary.</summary>
    public static TagJson From(TagSummary tag) => new(tag.Key, tag.TimesSeen, [.. tag.TopValues.Select(TagValueJson.From)]);
}
