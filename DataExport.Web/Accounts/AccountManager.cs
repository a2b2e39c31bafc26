using DataExport.Core.Database;
using DataExport.Core.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace DataExport.Web.Accounts;

/// <summary>Identity's manager of people, except that it counts every wrong password and code, also those that come at once.</summary>
public sealed class AccountManager(
    AppDbContext database, IUserStore<ApplicationUser> store, IOptions<IdentityOptions> options, IPasswordHasher<ApplicationUser> hasher,
    IEnumerable<IUserValidator<ApplicationUser>> userValidators, IEnumerable<IPasswordValidator<ApplicationUser>> passwordValidators,
    ILookupNormalizer normalizer, IdentityErrorDescriber errors, IServiceProvider services, ILogger<AccountManager> logger)
    : UserManager<ApplicationUser>(store, options, hasher, userValidators, passwordValidators, normalizer, errors, services, logger)
{
    /// <inheritdoc/>
    /// <remarks>
    /// Identity counts from the row as it was read when the request began, and a second try of the same moment is not counted at all:
    /// its change is refused as a conflict. Here the row is read again and changed behind the write gate.
    /// </remarks>
    public override Task<IdentityResult> AccessFailedAsync(ApplicationUser user) => database.WriteAsync(
        async () =>
        {
            await database.Entry(user).ReloadAsync(CancellationToken);
            return await IsLockedOutAsync(user) ? IdentityResult.Success : await base.AccessFailedAsync(user);
        },
        CancellationToken);
}
