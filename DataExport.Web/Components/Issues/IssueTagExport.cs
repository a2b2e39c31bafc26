using System.Globalization;
using System.Text.Json;
using DataExport.Core.Events.Issues;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Requesting;

namespace DataExport.Web.Components.Issues;

/// <summary>The export of all values of one tag of an issue.</summary>
public static class IssueTagExport
{
    /// <summary>The request, as the REST API would get it.</summary>
    /// <param name="issue">The issue.</param>
    /// <param name="projectSlug">Slug of its project.</param>
    /// <param name="key">The tag's key.</param>
    public static ExportRequest Of(Issue issue, string projectSlug, string key) => new()
    {
        QueryType = QueryType.IssuesByTag,
        QueryInfo = JsonSerializer.SerializeToElement(new
        {
            project = issue.ProjectId.ToString(CultureInfo.InvariantCulture),
            group = issue.Id.ToString(CultureInfo.InvariantCulture),
            key,
        }),
        Name = $"{issue.ShortId(projectSlug)} by {key}",
    };
}
