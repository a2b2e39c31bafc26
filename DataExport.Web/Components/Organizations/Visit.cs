using DataExport.Core.Organizations;
using DataExport.Core.Users;
using DataExport.Web.Accounts;
using Microsoft.AspNetCore.Components.Authorization;

namespace DataExport.Web.Components.Organizations;

/// <summary>The signed-in person of a circuit, and what that person may do, asked anew for every operation.</summary>
public sealed class Visit(AuthenticationStateProvider sessions, AccessRules rules, Profiles profiles)
{
    /// <summary>Who calls Core's services; null when nobody is signed in any more.</summary>
    public async Task<Caller?> CallerAsync() => PersonClaims.Caller((await sessions.GetAuthenticationStateAsync()).User);

    /// <summary>Who looks at the page; null when nobody is signed in any more.</summary>
    public async Task<Viewer?> ViewerAsync(CancellationToken cancellationToken)
    {
        var caller = await CallerAsync();
        var user = caller is null ? null : await profiles.FindAsync(caller.UserId, cancellationToken);
        return user is null ? null : new Viewer(caller!, user.Email ?? "", Viewer.FindZone(user.TimeZone));
    }

    /// <summary>What the person may do in that organization now; null (404) when it is not theirs to see.</summary>
    public async Task<OrganizationAccess?> AccessAsync(string organization, CancellationToken cancellationToken)
    {
        var caller = await CallerAsync();
        return caller is null ? null : await rules.FindAsync(caller, organization, cancellationToken);
    }

    /// <summary>The organizations that the person is a member of, by name.</summary>
    public async Task<IReadOnlyList<Organization>> OrganizationsAsync(CancellationToken cancellationToken)
    {
        var caller = await CallerAsync();
        return caller is null ? [] : await rules.ListAsync(caller, cancellationToken);
    }
}
