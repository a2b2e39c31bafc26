using DataExport.Core.Auditing;
using DataExport.Core.Database;
using DataExport.Core.Organizations;
using DataExport.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Administration;

/// <summary>
/// What instance admins do to accounts: never to their own, so that nobody locks themselves out, and never so that no admin is left who can sign in.
/// </summary>
/// <remarks>Each change renews the security stamp, which ends the person's sessions, or gives them their new claims, within a minute.</remarks>
public sealed class UserActions(IDbContextFactory<AppDbContext> databases, AuditLog audit)
{
    /// <summary>Locks an account until it is unlocked: no sign-in, no token.</summary>
    public Task<UserActionResult> LockAsync(Caller caller, int userId, CancellationToken cancellationToken) => ChangeAsync(
        caller, userId, AuditAction.UserLocked, losesAnAdmin: true,
        user => (user.LockoutEnabled, user.LockoutEnd) = (true, ApplicationUser.LockedByAdmin), cancellationToken);

    /// <summary>Unlocks an account, whether an admin or wrong passwords have locked it.</summary>
    public Task<UserActionResult> UnlockAsync(Caller caller, int userId, CancellationToken cancellationToken) => ChangeAsync(
        caller, userId, AuditAction.UserUnlocked, losesAnAdmin: false, user => (user.LockoutEnd, user.AccessFailedCount) = (null, 0), cancellationToken);

    /// <summary>Lets a person administer the instance.</summary>
    public Task<UserActionResult> MakeAdminAsync(Caller caller, int userId, CancellationToken cancellationToken) =>
        ChangeAsync(caller, userId, AuditAction.AdminMade, losesAnAdmin: false, user => user.IsInstanceAdmin = true, cancellationToken);

    /// <summary>Lets a person no longer administer the instance.</summary>
    public Task<UserActionResult> UnmakeAdminAsync(Caller caller, int userId, CancellationToken cancellationToken) =>
        ChangeAsync(caller, userId, AuditAction.AdminUnmade, losesAnAdmin: true, user => user.IsInstanceAdmin = false, cancellationToken);

    private async Task<UserActionResult> ChangeAsync(
        Caller caller, int userId, AuditAction action, bool losesAnAdmin, Action<ApplicationUser> change, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.WriteAsync<UserActionResult>(
            async () =>
            {
                // Asked again here: the caller's claim is up to a minute old, and two admins must not unmake each other at once.
                var admins = await database.Users.Where(row => row.IsInstanceAdmin).ToListAsync(cancellationToken);
                if (!caller.AdministersInstance || !admins.Any(row => row.Id == caller.UserId && !row.IsLockedByAdmin)
                    || await database.Users.FindAsync([userId], cancellationToken) is not { } user)
                {
                    return new UserActionResult.NotFound();
                }

                if (userId == caller.UserId)
                {
                    return new UserActionResult.Refused("This is your own account. Ask another instance admin to change it.");
                }

                if (losesAnAdmin && !admins.Any(row => row.Id != userId && !row.IsLockedByAdmin))
                {
                    return new UserActionResult.Refused("This is the last instance admin who can sign in. Make somebody else one first.");
                }

                change(user);
                user.SecurityStamp = Guid.NewGuid().ToString("N");
                audit.Add(database, action, caller.UserId, subject: new AuditSubject(userId, user.Email));
                await database.SaveChangesAsync(cancellationToken);
                return new UserActionResult.Done();
            },
            cancellationToken);
    }
}
