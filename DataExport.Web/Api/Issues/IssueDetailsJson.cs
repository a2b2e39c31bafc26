using DataExport.Core.Events.Issues;
using DataExport.Core.Organizations;

namespace DataExport.Web.Api.Issues;

/// <summary>An issue with its tags, as JSON.</summary>
public sealed record IssueDetailsJson : IssueJson
{
    private IssueDetailsJson(IssueJson issue)
        : base(issue)
    {
    }

    /// <summary>Its tags, the most frequent first, each with its most frequent values.</summary>
    public required IReadOnlyList<TagJson> Tags { get; init; }

    /// <summary>Makes it from the row and its tags.</summary>
    public static IssueDetailsJson From(Issue issue, Project project, IReadOnlyList<TagSummary> tags) =>
        new(From(issue, project)) { Tags = [.. tags.Select(TagJson.From)] };
}
