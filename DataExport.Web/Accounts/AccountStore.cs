using DataExport.Core.Database;
using DataExport.Core.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace DataExport.Web.Accounts;

/// <summary>Identity's store of people, except that recovery codes are stored as hashes: the database holds nothing usable.</summary>
public sealed class AccountStore(AppDbContext database, IdentityErrorDescriber describer)
    : UserOnlyStore<ApplicationUser, AppDbContext, int>(database, describer)
{
    /// <inheritdoc/>
    /// <remarks>It writes back those that are left, hashes already: so codes are hashed by whoever makes them, not when they are stored.</remarks>
    public override Task<bool> RedeemCodeAsync(ApplicationUser user, string code, CancellationToken cancellationToken) =>
        base.RedeemCodeAsync(user, RecoveryCodes.Hash(code), cancellationToken);
}
