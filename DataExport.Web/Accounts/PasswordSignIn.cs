using DataExport.Core.Auditing;
using DataExport.Core.Users;
using Microsoft.AspNetCore.Identity;

namespace DataExport.Web.Accounts;

/// <summary>Signs people in; what it answers, and how long it takes, is the same for unknown accounts and wrong passwords.</summary>
public sealed class PasswordSignIn(
    SignInManager<ApplicationUser> sessions, UserManager<ApplicationUser> users, IPasswordHasher<ApplicationUser> hasher, UnknownAccounts unknown,
    AccountAudit audit)
{
    // Verified against when there is no account, so that the answer takes as long as with one.
    private static string? _nobodysHash;
    private static readonly ApplicationUser Nobody = new();

    /// <summary>Tries to sign in; on success the answer carries the session cookie.</summary>
    public async Task<SignInOutcome> TryAsync(string email, string password, bool remember)
    {
        var user = await users.FindByEmailAsync(email);
        if (user?.PasswordHash is null)
        {
            _nobodysHash ??= hasher.HashPassword(Nobody, "nobody's");
            hasher.VerifyHashedPassword(Nobody, _nobodysHash, password);
            var outcome = unknown.CountFailure(users.NormalizeEmail(email)!);

            await NoteAsync(outcome, user, "unknown account");
            return outcome;
        }

        if (user.IsLockedByAdmin)
        {
            return await RefuseAsync(user, password);
        }

        var result = await sessions.PasswordSignInAsync(user, password, remember, lockoutOnFailure: true);
        var answer = result switch
        {
            { Succeeded: true } => SignInOutcome.SignedIn,
            { RequiresTwoFactor: true } => SignInOutcome.SecondFactor,
            { IsLockedOut: true } => SignInOutcome.Locked,
            _ => SignInOutcome.Wrong,
        };
        await NoteAsync(answer, user, answer == SignInOutcome.Locked ? "account locked" : "wrong password");
        return answer;
    }

    // This lock has no end to wait for. Who does not know the password is told, and slowed down, as with an account that is not there.
    private async Task<SignInOutcome> RefuseAsync(ApplicationUser user, string password)
    {
        var isRight = hasher.VerifyHashedPassword(user, user.PasswordHash!, password) != PasswordVerificationResult.Failed;
        var outcome = unknown.CountFailure(user.NormalizedEmail!);
        await NoteAsync(outcome, user, "account locked");
        return outcome == SignInOutcome.Wrong && isRight ? SignInOutcome.LockedByAdmin : outcome;
    }

    // Of a sign-in that waits for its second factor, that step tells.
    private Task NoteAsync(SignInOutcome outcome, ApplicationUser? user, string failure) => outcome switch
    {
        SignInOutcome.SignedIn => audit.NoteAsync(AuditAction.SignedIn, user),
        SignInOutcome.SecondFactor => Task.CompletedTask,
        _ => audit.NoteAsync(AuditAction.SignInFailed, user, failure),
    };
}
