using System.Globalization;
using DataExport.Core.Organizations;

namespace DataExport.Web.Api.Issues;

/// <summary>The project of an issue, as JSON.</summary>
/// <param name="Id">Digits.</param>
/// <param name="Slug">Name in addresses.</param>
/// <param name="Name">Name on screen.</param>
public sealed record IssueProjectJson(string Id, string Slug, string Name)
{
    /// <summary>Makes it from the row.</summary>
    public static IssueProjectJson From(Project project) => new(project.Id.ToString(CultureInfo.InvariantCulture), project.Slug, project.Name);
}
