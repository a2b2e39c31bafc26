using System.Globalization;
using DataExport.Core.Events.Issues;
using DataExport.Core.Organizations;

namespace DataExport.Web.Api.Issues;

/// <summary>An issue as JSON.</summary>
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
public record IssueJson(
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
    IssueProjectJson Project)
{
    /// <summary>Makes it from the row.</summary>
    public static IssueJson From(Issue issue, Project project) => new(
        issue.Id.ToString(CultureInfo.InvariantCulture),
        issue.ShortId(project.Slug),
        issue.Title,
        issue.Culprit,
        issue.Level,
        issue.Type,
        issue.Status,
        issue.TimesSeen,
        issue.FirstSeen,
        issue.LastSeen,
        IssueProjectJson.From(project));
}
