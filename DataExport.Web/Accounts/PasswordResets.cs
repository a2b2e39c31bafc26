using System.Globalization;
using DataExport.Core.Auditing;
using DataExport.Core.Database;
using DataExport.Core.Mail;
using DataExport.Core.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Web.Accounts;

/// <summary>Lets people who forgot their password choose another, by a mailed link.</summary>
public sealed class PasswordResets(AppDbContext database, UserManager<ApplicationUser> users, AccountAudit audit, Outbox outbox, TimeProvider clock)
{
    private const int MostAnHour = 3;

    /// <summary>
    /// Owes the mail when there is such a person. For an address that nobody has it says the same and takes as long: what takes time is the
    /// commit, and the request is written down in both cases. The secret and the mail are made when the mail is sent.
    /// </summary>
    public async Task RequestAsync(string email, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var anHourAgo = now - TimeSpan.FromHours(1);
        var userId = (await users.FindByEmailAsync(email))?.Id;
        await database.WriteAsync(
            async () =>
            {
                var recent = await database.OutboxMails.CountAsync(
                    row => row.Kind == MailKind.PasswordReset && row.UserId == (userId ?? 0) && row.DateCreated > anHourAgo, cancellationToken);
                audit.Add(database, AuditAction.PasswordAskedFor, userId);
                if (userId is not null && recent < MostAnHour)
                {
                    Outbox.Owe(database, new OutboxMail { Kind = MailKind.PasswordReset, UserId = userId }, now);
                }

                return await database.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);
        outbox.Wake();
    }

    /// <summary>Whether a link still works.</summary>
    public async Task<bool> IsGoodAsync(string? userId, string? token) =>
        !string.IsNullOrEmpty(token) && await FindAsync(userId) is { } user
        && await users.VerifyUserTokenAsync(user, users.Options.Tokens.PasswordResetTokenProvider, UserManager<ApplicationUser>.ResetPasswordTokenPurpose, token);

    /// <summary>Sets the password by a link, and uses the link up. All sessions end, and an account that wrong passwords locked is open again.</summary>
    public async Task<IdentityResult> ResetAsync(string? userId, string? token, string password)
    {
        if (string.IsNullOrEmpty(token) || await FindAsync(userId) is not { } user)
        {
            return IdentityResult.Failed(users.ErrorDescriber.InvalidToken());
        }

        var result = await users.ResetPasswordAsync(user, token, password);
        if (result.Succeeded)
        {
            await audit.NoteAsync(AuditAction.PasswordReset, user);
            await OpenAsync(user);
        }

        return result;
    }

    // One that an administrator locked stays so.
    private async Task OpenAsync(ApplicationUser user)
    {
        if (!user.IsLockedByAdmin)
        {
            await users.SetLockoutEndDateAsync(user, null);
        }

        await users.ResetAccessFailedCountAsync(user);
    }

    private Task<ApplicationUser?> FindAsync(string? userId) =>
        int.TryParse(userId, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? users.FindByIdAsync(userId)
            : Task.FromResult<ApplicationUser?>(null);
}
