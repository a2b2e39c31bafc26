using System.Globalization;
using DataExport.Core.Organizations;

namespace DataExport.Web.Api.Organizations;

/// <summary>An organization as JSON.</summary>
/// <param name="Id">Digits.</param>
/// <param name="Slug">Name in addresses.</param>
/// <param name="Name">Name on screen.</param>
/// <param name="DateCreated">When it was created, UTC.</param>
/// <param name="Features">The features that are on.</param>
public sealed record OrganizationJson(string Id, string Slug, string Name, DateTime DateCreated, IReadOnlyList<string> Features)
{
    /// <summary>Makes it from the row.</summary>
    public static OrganizationJson From(Organization organization) => new(
        organization.Id.ToString(CultureInfo.InvariantCulture),
        organization.Slug,
        organization.Name,
        organization.DateCreated,
        organization.DiscoverQuery ? ["discover-query"] : []);
}
