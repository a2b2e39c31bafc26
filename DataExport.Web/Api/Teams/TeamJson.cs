using System.Globalization;
using DataExport.Core.Organizations;

namespace DataExport.Web.Api.Teams;

/// <summary>A team as JSON.</summary>
/// <param name="Id">Digits.</param>
/// <param name="Slug">Name in addresses.</param>
/// <param name="Name">Name on screen.</param>
/// <param name="Everybody">Whether everybody is in it.</param>
/// <param name="MemberCount">Its members.</param>
/// <param name="Members">Ids of its members, as in <c>members/</c>.</param>
/// <param name="Projects">Slugs of those of its projects that the caller can see.</param>
public sealed record TeamJson(
    string Id, string Slug, string Name, bool Everybody, int MemberCount, IReadOnlyList<string> Members, IReadOnlyList<string> Projects)
{
    /// <summary>Makes it from a team.</summary>
    public static TeamJson From(TeamDetails details) => new(
        details.Team.Id.ToString(CultureInfo.InvariantCulture),
        details.Team.Slug,
        details.Team.Name,
        details.Team.Everybody,
        details.MemberIds.Count,
        [.. details.MemberIds.Select(id => id.ToString(CultureInfo.InvariantCulture))],
        [.. details.Projects.Select(project => project.Slug)]);
}
