using DataExport.Core.Auditing;
using DataExport.Core.Users;
using Microsoft.AspNetCore.Identity;

namespace DataExport.Web.Accounts;

/// <summary>Changes the signed-in person's password. Other sessions end within a minute, this one goes on.</summary>
public sealed class PasswordChange(UserManager<ApplicationUser> users, SignInManager<ApplicationUser> sessions, AccountAudit audit)
{
    /// <summary>Changes it when the old one is right.</summary>
    /// <returns>What is wrong, as a sentence; null when it was changed.</returns>
    public async Task<string?> TryAsync(ApplicationUser user, string oldPassword, string newPassword)
    {
        var check = Read(await sessions.CheckPasswordSignInAsync(user, oldPassword, lockoutOnFailure: true));
        if (check != PasswordCheck.Right)
        {
            return Explain(check);
        }

        if (oldPassword == newPassword)
        {
            return "That is the password you have. Choose another one.";
        }

        var result = await users.ChangePasswordAsync(user, oldPassword, newPassword);
        if (!result.Succeeded)
        {
            return string.Join(" ", result.Errors.Select(error => error.Description));
        }

        await audit.NoteAsync(AuditAction.PasswordChanged, user);
        await users.ResetAccessFailedCountAsync(user);
        await sessions.RefreshSignInAsync(user);
        return null;
    }

    /// <summary>A sentence for whoever gave a password that was not taken.</summary>
    public static string Explain(PasswordCheck check) => check == PasswordCheck.Locked
        ? $"Too many wrong passwords. Wait {AccountRules.LockedFor.TotalMinutes:0} minutes, then try again."
        : "That is not your password.";

    internal static PasswordCheck Read(SignInResult result) => result switch
    {
        { Succeeded: true } => PasswordCheck.Right,
        { IsLockedOut: true } => PasswordCheck.Locked,
        _ => PasswordCheck.Wrong,
    };
}
