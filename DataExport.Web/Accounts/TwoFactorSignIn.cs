using DataExport.Core.Auditing;
using DataExport.Core.Database;
using DataExport.Core.Users;
using Microsoft.AspNetCore.Identity;

namespace DataExport.Web.Accounts;

/// <summary>The second step of signing in. Wrong codes count as wrong passwords do.</summary>
public sealed class TwoFactorSignIn(
    SignInManager<ApplicationUser> sessions, UserManager<ApplicationUser> users, AppDbContext database, UsedCodes used, CodeTurns turns, AccountAudit audit)
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

        using var turn = await EnterAsync(user);
        if (await users.IsLockedOutAsync(user))
        {
            return await NoteAsync(SignInOutcome.Locked, user, "code");
        }

        // Noted before the session begins, by a change of the person's row: of several at once with one code one gets in.
        if (await used.WasUsedAsync(user, code) || (await IsRightAsync(user, code) && !await used.TryNoteAsync(user, code)))
        {
            return await NoteAsync(await FailAsync(user), user, "code");
        }

        var result = await sessions.TwoFactorAuthenticatorSignInAsync(code, remember, rememberClient: false);
        return await NoteAsync(Read(result), user, "code");
    }

    /// <summary>Tries a recovery code, and uses it up.</summary>
    public async Task<SignInOutcome> TryRecoveryCodeAsync(string code)
    {
        if (await sessions.GetTwoFactorAuthenticationUserAsync() is not { } user)
        {
            return SignInOutcome.Ended;
        }

        using var turn = await EnterAsync(user);
        if (await users.IsLockedOutAsync(user))
        {
            return await NoteAsync(SignInOutcome.Locked, user, "recovery code");
        }

        // Identity does not count wrong recovery codes.
        var result = await sessions.TwoFactorRecoveryCodeSignInAsync(code);
        return await NoteAsync(result is { Succeeded: false, IsLockedOut: false } ? await FailAsync(user) : Read(result), user, "recovery code");
    }

    // The person is then as the try before has left the row.
    private async Task<IDisposable> EnterAsync(ApplicationUser user)
    {
        var turn = await turns.EnterAsync(user.Id, sessions.Context.RequestAborted);
        await database.Entry(user).ReloadAsync(CancellationToken.None);
        return turn;
    }

    private Task<bool> IsRightAsync(ApplicationUser user, string code) =>
        users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, code);

    private async Task<SignInOutcome> FailAsync(ApplicationUser user)
    {
        await users.AccessFailedAsync(user);
        return await users.IsLockedOutAsync(user) ? SignInOutcome.Locked : SignInOutcome.Wrong;
    }

    private async Task<SignInOutcome> NoteAsync(SignInOutcome outcome, ApplicationUser user, string by)
    {
        await (outcome == SignInOutcome.SignedIn
            ? audit.NoteAsync(AuditAction.SignedIn, user, $"with a {by}")
            : audit.NoteAsync(AuditAction.SignInFailed, user, outcome == SignInOutcome.Locked ? "account locked" : $"wrong {by}"));
        return outcome;
    }

    private static SignInOutcome Read(SignInResult result) => result switch
    {
        { Succeeded: true } => SignInOutcome.SignedIn,
        { IsLockedOut: true } => SignInOutcome.Locked,
        _ => SignInOutcome.Wrong,
    };
}
