using DataExport.Core.Events.Issues;
using DataExport.Core.Organizations;

namespace DataExport.Web.Api.Issues;

/// <summary>An issue with its tags, as JSON.</summary>
/// <param name="Id">Digits.</param>
/// <param name="ShortId">Such as <c>STOREFRONT-1</c>.</param>
/// <param name="Title">What happened, in one line.</param>
/// <param name="Culprit">Where it happened; null when not said.</param>
/// <param name="Level">The level of its latest event.</param>
/// <param name="Type"><c>error</c> or <c>default</c>.</param>
/// <param name="Status"><c>unresolved</c>, <c>resolved</c> or <c>ignored</c>.</param>
/// <param name="Count">How many events it has.</param>
/// <param name="FirstSeen">When its first event happened, UTC.</param>
/// <param name="LastSeen">When its latest event happened, UTC.</param>
/// <param name="Project">Its project.</param>
/// <param name="Tags">Its tags, the most frequent first, each with its most frequent values.</param>
public sealed record IssueDetailsJson(
    string Id,
    string ShortId,
    string Title,
    string? Culprit,
    string Level,
    string Type,
    string Status,
    long Count,
    DateTime FirstSeen,
    DateTime LastSeen,
    IssueProjectJson Project,
    IReadOnlyList<TagJson> Tags)
{
    /// <summary>Makes it from the row and its tags.</summary>
    public static IssueDetailsJson From(Issue issue, Project project, IReadOnlyList<TagSummary> tags)
    {
        var (id, shortId, title, culprit, level, type, status, count, first, last, where) = IssueJson.From(issue, project);
        return new IssueDetailsJson(id, shortId, title, culprit, level, type, status, count, first, last, where, [.. tags.Select(TagJson.From)]);
    }
}
