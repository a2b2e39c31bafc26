using DataExport.Core.Users;
using Microsoft.AspNetCore.Identity;

namespace DataExport.Web.Accounts;

/// <summary>The second step of signing in. Wrong codes count as wrong passwords do.</summary>
public sealed class TwoFactorSignIn(SignInManager<ApplicationUser> sessions, UserManager<ApplicationUser> users, UsedCodes used)
{
    /// <summary>Whether a right password was given in this browser, a few minutes ago at the most.</summary>
    public async Task<bool> IsWaitingAsync() => await sessions.GetTwoFactorAuthenticationUserAsync() is not null;

    /// <summary>Tries the code of an authenticator app; on success the answer carries the session cookie.</summary>
    public async Task<SignInOutcome> TryCodeAsync(string code, bool remember)
    {
        code = UsedCodes.Digits(code);
        if (await sessions.GetTwoFactorAuthenticationUserAsync() is not { } user)
        {
            return SignInOutcome.Ended;
        }

        if (await used.WasUsedAsync(user, code))
        {
            return await FailAsync(user);
        }

        var result = await sessions.TwoFactorAuthenticatorSignInAsync(code, remember, rememberClient: false);
        if (result.Succeeded)
        {
            await used.NoteAsync(user, code);
        }

        return Read(result);
    }

    /// <summary>Tries a recovery code, and uses it up.</summary>
    public async Task<SignInOutcome> TryRecoveryCodeAsync(string code)
    {
        if (await sessions.GetTwoFactorAuthenticationUserAsync() is not { } user)
        {
            return SignInOutcome.Ended;
        }

        if (await users.IsLockedOutAsync(user))
        {
            return SignInOutcome.Locked;
        }

        // Identity does not count wrong recovery codes.
        var result = await sessions.TwoFactorRecoveryCodeSignInAsync(code);
        return result is { Succeeded: false, IsLockedOut: false } ? await FailAsync(user) : Read(result);
    }

    private async Task<SignInOutcome> FailAsync(ApplicationUser user)
    {
        if (!await users.IsLockedOutAsync(user))
        {
            await users.AccessFailedAsync(user);
        }

        return await users.IsLockedOutAsync(user) ? SignInOutcome.Locked : SignInOutcome.Wrong;
    }

    private static SignInOutcome Read(SignInResult result) => result switch
    {
        { Succeeded: true } => SignInOutcome.SignedIn,
        { IsLockedOut: true } => SignInOutcome.Locked,
        _ => SignInOutcome.Wrong,
    };
}
