using System.Globalization;
using System.Security.Claims;
using DataExport.Core.Organizations;
using DataExport.Core.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace DataExport.Web.Accounts;

/// <summary>What the session cookie says of a person, and how to read it.</summary>
public sealed class PersonClaims(UserManager<ApplicationUser> users, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<ApplicationUser>(users, options)
{
    /// <summary>The policy of pages for people who administer the instance.</summary>
    public const string InstanceAdminPolicy = "InstanceAdmin";

    /// <summary>The claim that says so, with the value <c>true</c>.</summary>
    internal const string InstanceAdmin = "dataexport:instance-admin";

    /// <summary>The signed-in person as a caller of Core's services; null when nobody is signed in.</summary>
    public static Caller? Caller(ClaimsPrincipal principal) =>
        principal.Identity?.IsAuthenticated == true
        && int.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new Caller(id, principal.HasClaim(InstanceAdmin, "true"))
            : null;

    /// <inheritdoc/>
    /// <remarks>Whoever changes <see cref="ApplicationUser.IsInstanceAdmin"/> renews the security stamp, which renews the claim.</remarks>
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(ApplicationUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        if (user.IsInstanceAdmin)
        {
            identity.AddClaim(new Claim(InstanceAdmin, "true"));
        }

        return identity;
    }
}
