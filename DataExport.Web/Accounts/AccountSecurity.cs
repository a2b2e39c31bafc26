using System.Globalization;
using DataExport.Core.Users;
using Microsoft.AspNetCore.Identity;

namespace DataExport.Web.Accounts;

/// <summary>What guards a person's account, for the settings.</summary>
/// <param name="HasTwoFactor">Whether signing in takes a second factor.</param>
/// <param name="RecoveryCodes">Recovery codes that are left.</param>
public sealed record AccountSecurity(bool HasTwoFactor, int RecoveryCodes)
{
    /// <summary>As it is now, in a scope of its own: a circuit lives longer than a person's row stays true. Null when the person is gone.</summary>
    public static async Task<AccountSecurity?> ReadAsync(IServiceScopeFactory scopes, int userId)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>();
        return await users.FindByIdAsync(userId.ToString(CultureInfo.InvariantCulture)) is { } user
            ? new AccountSecurity(user.TwoFactorEnabled, await users.CountRecoveryCodesAsync(user))
            : null;
    }
}
