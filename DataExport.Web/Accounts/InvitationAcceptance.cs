using DataExport.Core.Database;
using DataExport.Core.Organizations;
using DataExport.Core.Users;
using Microsoft.AspNetCore.Identity;

namespace DataExport.Web.Accounts;

/// <summary>Takes an invitation: as the person who has the address, or by making an account for it, all of it or nothing.</summary>
public sealed class InvitationAcceptance(
    AppDbContext database, UserManager<ApplicationUser> users, SignInManager<ApplicationUser> sessions, Invitations invitations, TimeProvider clock)
{
    /// <summary>Whether somebody with that address has an account.</summary>
    public async Task<bool> HasAccountAsync(string email) => await users.FindByEmailAsync(email) is not null;

    /// <summary>Makes a signed-in person a member. Null when the link is worth nothing, or is for another address.</summary>
    public Task<Organization?> AcceptAsync(string token, int userId, CancellationToken cancellationToken) =>
        database.WriteAsync(() => invitations.AcceptAsync(database, token, userId, cancellationToken), cancellationToken);

    /// <summary>Makes an account for the address of the invitation, makes it a member, and signs it in.</summary>
    public async Task<CreationResult<Organization>> AcceptAsync(string token, string name, string password, CancellationToken cancellationToken)
    {
        ApplicationUser? user = null;
        var result = await database.WriteAsync<CreationResult<Organization>>(
            async () =>
            {
                if (await invitations.FindAsync(token, cancellationToken) is not { } invitation)
                {
                    return new CreationResult<Organization>.Forbidden();
                }

                user = new ApplicationUser
                {
                    UserName = invitation.Email,
                    Email = invitation.Email,
                    EmailConfirmed = true,
                    Name = name.Trim(),
                    DateCreated = clock.GetUtcNow().UtcDateTime,
                };
                var made = await users.CreateAsync(user, password);
                if (!made.Succeeded)
                {
                    return new CreationResult<Organization>.Invalid([.. made.Errors.Select(error => new FieldError("password", error.Description))]);
                }

                var organization = await invitations.AcceptAsync(database, token, user.Id, cancellationToken);
                return new CreationResult<Organization>.Created(
                    organization ?? throw new InvalidOperationException("An invitation that was found was not accepted."));
            },
            cancellationToken);
        if (result is CreationResult<Organization>.Created)
        {
            await sessions.SignInAsync(user!, isPersistent: false);
        }

        return result;
    }
}
