using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using DataExport.Core.Auditing;
using DataExport.Core.Database;
using DataExport.Core.Mail;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Organizations;

/// <summary>Offers places in an organization by mail. The link's token is in the mail alone: the database holds its hash.</summary>
public sealed class Invitations(IDbContextFactory<AppDbContext> databases, AuditLog audit, Outbox outbox, TimeProvider clock)
{
    /// <summary>How long an invitation can be taken.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private const int TokenBytes = 32;
    private const int MaxEmailLength = 256;

    // So that an organization is no way to send mails to the whole world.
    private const int MostOpen = 200;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>The open invitations, newest first, those that have ended too. None without <c>member:read</c>.</summary>
    public async Task<IReadOnlyList<Invitation>> ListAsync(OrganizationAccess access, CancellationToken cancellationToken)
    {
        if (!access.Has(Scopes.MemberRead))
        {
            return [];
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Invitations.AsNoTracking().Include(row => row.InvitedBy)
            .Where(row => row.OrganizationId == access.Organization.Id).OrderByDescending(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Invites the reader of an address; one who was invited before is invited anew. Takes <c>member:write</c>.</summary>
    public async Task<ChangeResult<Invitation>> InviteAsync(OrganizationAccess access, string email, OrganizationRole role, CancellationToken cancellationToken)
    {
        email = email.Trim();
        if (!MayGive(access, role))
        {
            return access.Has(Scopes.MemberWrite) ? new ChangeResult<Invitation>.Invalid("role", "You can give roles up to your own.") : new ChangeResult<Invitation>.Forbidden();
        }

        if (email.Length > MaxEmailLength || !MailAddresses.TryParse(email, out var address) || address.Address != email)
        {
            return new ChangeResult<Invitation>.Invalid("email", "Enter an e-mail address, such as ada@example.com.");
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var result = await database.WriteAsync(() => AddAsync(database, access, email, role, cancellationToken), cancellationToken);
        outbox.Wake();
        return result;
    }

    /// <summary>Sends an invitation again, with a new link and a new end; the link before is worth nothing then. Takes <c>member:write</c>.</summary>
    public async Task<ChangeResult<Invitation>> ResendAsync(OrganizationAccess access, int id, CancellationToken cancellationToken)
    {
        var result = await ChangeAsync(access, id, cancellationToken, Renew);
        outbox.Wake();
        return result;
    }

    /// <summary>Takes an invitation back. Takes <c>member:write</c>.</summary>
    public Task<ChangeResult<Invitation>> RevokeAsync(OrganizationAccess access, int id, CancellationToken cancellationToken) =>
        ChangeAsync(access, id, cancellationToken, (database, invitation) =>
        {
            database.Invitations.Remove(invitation);
            audit.Add(database, AuditAction.InvitationRevoked, access.Caller.UserId, access.Organization.Id, SubjectOf(invitation));
        });

    /// <summary>Makes the token for the mail that is about to be sent. Null when the invitation is gone, or has ended.</summary>
    public async Task<(Invitation Invitation, string Token)?> WriteLinkAsync(int id, CancellationToken cancellationToken)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var invitation = await database.WriteAsync(
            async () =>
            {
                var found = await Open(database).FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
                if (found is not null)
                {
                    found.TokenHash = Hash(token);
                    await database.SaveChangesAsync(cancellationToken);
                }

                return found;
            },
            cancellationToken);
        return invitation is null ? null : (invitation, token);
    }

    /// <summary>The invitation of a link; null when it was taken or revoked, has ended, or never was.</summary>
    public async Task<Invitation?> FindAsync(string token, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await FindAsync(database, token, cancellationToken);
    }

    /// <summary>Makes a person a member by the link, as a part of the caller's <see cref="AppDbContext.WriteAsync"/>, and uses the link up.</summary>
    /// <returns>The organization; null when the link is worth nothing, or is for another address.</returns>
    public async Task<Organization?> AcceptAsync(AppDbContext database, string token, int userId, CancellationToken cancellationToken)
    {
        var email = await database.Users.Where(row => row.Id == userId).Select(row => row.NormalizedEmail).FirstOrDefaultAsync(cancellationToken);
        if (await FindAsync(database, token, cancellationToken) is not { } invitation || invitation.NormalizedEmail != email)
        {
            return null;
        }

        if (!await database.Memberships.AnyAsync(row => row.OrganizationId == invitation.OrganizationId && row.UserId == userId, cancellationToken))
        {
            var membership = new Membership { OrganizationId = invitation.OrganizationId, UserId = userId, Role = invitation.Role, DateCreated = Now };
            membership.Teams.AddRange(await database.Teams.Where(row => row.OrganizationId == invitation.OrganizationId && row.Everybody).ToListAsync(cancellationToken));
            database.Memberships.Add(membership);
            audit.Add(database, AuditAction.MemberJoined, userId, invitation.OrganizationId, new AuditSubject(userId, invitation.Email), RoleName(invitation.Role));
        }

        database.Invitations.Remove(invitation);
        await database.SaveChangesAsync(cancellationToken);
        return invitation.Organization;
    }

    private async Task<ChangeResult<Invitation>> AddAsync(
        AppDbContext database, OrganizationAccess access, string email, OrganizationRole role, CancellationToken cancellationToken)
    {
        var (organization, normalized) = (access.Organization.Id, email.Normalize().ToUpperInvariant());
        if (await database.Memberships.AnyAsync(row => row.OrganizationId == organization && row.User!.NormalizedEmail == normalized, cancellationToken))
        {
            return new ChangeResult<Invitation>.Invalid("email", $"{email} is a member already.");
        }

        var invitation = await database.Invitations.FirstOrDefaultAsync(row => row.OrganizationId == organization && row.NormalizedEmail == normalized, cancellationToken);
        if (invitation is not null && !MayGive(access, invitation.Role))
        {
            return new ChangeResult<Invitation>.Forbidden();
        }

        if (invitation is null)
        {
            if (await database.Invitations.CountAsync(row => row.OrganizationId == organization, cancellationToken) >= MostOpen)
            {
                return new ChangeResult<Invitation>.Invalid("email", $"There are {MostOpen} open invitations. Revoke some that nobody takes.");
            }

            invitation = new Invitation { OrganizationId = organization, Email = email, NormalizedEmail = normalized };
            database.Invitations.Add(invitation);
        }

        (invitation.Role, invitation.InvitedById, invitation.DateCreated) = (role, access.Caller.UserId, Now);
        await database.SaveChangesAsync(cancellationToken);
        Renew(database, invitation);
        audit.Add(database, AuditAction.MemberInvited, access.Caller.UserId, organization, SubjectOf(invitation), RoleName(role));
        await database.SaveChangesAsync(cancellationToken);
        return new ChangeResult<Invitation>.Done(invitation);
    }

    private async Task<ChangeResult<Invitation>> ChangeAsync(
        OrganizationAccess access, int id, CancellationToken cancellationToken, Action<AppDbContext, Invitation> change)
    {
        if (!access.Has(Scopes.MemberWrite))
        {
            return new ChangeResult<Invitation>.Forbidden();
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.WriteAsync<ChangeResult<Invitation>>(
            async () =>
            {
                var invitation = await database.Invitations.FirstOrDefaultAsync(row => row.Id == id && row.OrganizationId == access.Organization.Id, cancellationToken);
                if (invitation is null)
                {
                    return new ChangeResult<Invitation>.NotFound();
                }

                if (!MayGive(access, invitation.Role))
                {
                    return new ChangeResult<Invitation>.Forbidden();
                }

                change(database, invitation);
                await database.SaveChangesAsync(cancellationToken);
                return new ChangeResult<Invitation>.Done(invitation);
            },
            cancellationToken);
    }

    private void Renew(AppDbContext database, Invitation invitation)
    {
        (invitation.TokenHash, invitation.DateExpires) = (null, Now + Lifetime);
        Outbox.Owe(database, new OutboxMail { Kind = MailKind.Invitation, InvitationId = invitation.Id }, Now);
    }

    private Task<Invitation?> FindAsync(AppDbContext database, string token, CancellationToken cancellationToken)
    {
        var hash = Hash(token);
        return Open(database).FirstOrDefaultAsync(row => row.TokenHash == hash, cancellationToken);
    }

    private IQueryable<Invitation> Open(AppDbContext database)
    {
        var now = Now;
        return database.Invitations.Include(row => row.Organization).Include(row => row.InvitedBy).Where(row => row.DateExpires > now);
    }

    private static AuditSubject SubjectOf(Invitation invitation) => new(invitation.Id, invitation.Email);

    private static string RoleName(OrganizationRole role) => role.ToString().ToLowerInvariant();

    private static bool MayGive(OrganizationAccess access, OrganizationRole role) =>
        access.Has(Scopes.MemberWrite) && access.Role is { } own && role <= own && Enum.IsDefined(role);

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
