using System.Globalization;
using DataExport.Core.Organizations;

namespace DataExport.Web.Api.Access;

/// <summary>
/// The organization of the address with what the caller may do there, as an endpoint's parameter: known before the endpoint
/// runs, see <see cref="ApiAccessHandler"/>.
/// </summary>
/// <param name="Access">What the caller may do there.</param>
public sealed record ApiOrganization(OrganizationAccess Access)
{
    /// <summary>The organization itself.</summary>
    public Organization Organization => Access.Organization;

    /// <summary>A project of it that the caller can see; null when there is none.</summary>
    /// <param name="address">Slug or id.</param>
    public Project? FindProject(string address) =>
        Access.Projects.FirstOrDefault(project => project.Slug == address)
        ?? Access.Projects.FirstOrDefault(project => project.Id.ToString(CultureInfo.InvariantCulture) == address);

    /// <summary>Takes it from the request.</summary>
    public static ValueTask<ApiOrganization?> BindAsync(HttpContext context) =>
        ValueTask.FromResult(context.Features.Get<ApiOrganization>());
}
