using System.Globalization;
using DataExport.Core.Organizations;

namespace DataExport.Web.Api.Projects;

/// <summary>A project as JSON.</summary>
/// <param name="Id">Digits; the number in a DSN.</param>
/// <param name="Slug">Name in addresses.</param>
/// <param name="Name">Name on screen.</param>
/// <param name="Platform">Its platform; null when unknown.</param>
/// <param name="DateCreated">When it was created, UTC.</param>
/// <param name="Organization">Slug of its organization.</param>
public sealed record ProjectJson(string Id, string Slug, string Name, string? Platform, DateTime DateCreated, string Organization)
{
    /// <summary>Makes it from the row.</summary>
    public static ProjectJson From(Project project, Organization organization) => new(
        project.Id.ToString(CultureInfo.InvariantCulture), project.Slug, project.Name, project.Platform, project.DateCreated, organization.Slug);
}
