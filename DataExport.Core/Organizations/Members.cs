using DataExport.Core.Auditing;
using DataExport.Core.Database;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Organizations;

/// <summary>The people of an organization: who they are, what they may do, and how they go. What is changed holds at once.</summary>
/// <remarks>Nobody gives, changes or takes away a role above the own one, and an organization always keeps an owner.</remarks>
public sealed class Members(IDbContextFactory<AppDbContext> databases, AuditLog audit)
{
    private const string LastOwner = "An organization needs an owner. Make somebody else an owner first.";

    /// <summary>The members, by name. None without <c>member:read</c>.</summary>
    public async Task<IReadOnlyList<Member>> ListAsync(OrganizationAccess access, CancellationToken cancellationToken)
    {
        if (!access.Has(Scopes.MemberRead))
        {
            return [];
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var members = await Select(database.Memberships.Where(row => row.OrganizationId == access.Organization.Id)).ToListAsync(cancellationToken);
        return [.. members.OrderBy(member => member.DisplayName, StringComparer.OrdinalIgnoreCase).ThenBy(member => member.Id)];
    }

    /// <summary>One member; null when there is none of that key, or without <c>member:read</c>.</summary>
    public async Task<Member?> FindAsync(OrganizationAccess access, int id, CancellationToken cancellationToken)
    {
        if (!access.Has(Scopes.MemberRead))
        {
            return null;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await Select(database.Memberships.Where(row => row.OrganizationId == access.Organization.Id && row.Id == id)).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Gives a member another role. Takes <c>member:write</c>.</summary>
    public Task<ChangeResult<Membership>> ChangeRoleAsync(OrganizationAccess access, int id, OrganizationRole role, CancellationToken cancellationToken) =>
        ChangeAsync(access, Scopes.MemberWrite, id, cancellationToken, async (database, own, membership) =>
        {
            if (membership.Role > own.Role)
            {
                return new ChangeResult<Membership>.Forbidden();
            }

            if (role > own.Role)
            {
                return new ChangeResult<Membership>.Invalid("role", "You can give roles up to your own.");
            }

            if (role != OrganizationRole.Owner && await IsLastOwnerAsync(database, membership, cancellationToken))
            {
                return new ChangeResult<Membership>.Invalid("role", LastOwner);
            }

            var before = membership.Role;
            membership.Role = role;
            await NoteAsync(database, access, AuditAction.MemberRoleChanged, membership, $"{RoleName(before)} → {RoleName(role)}", cancellationToken);
            return new ChangeResult<Membership>.Done(membership);
        });

    /// <summary>Removes a member, who sees nothing of the organization from then on. Takes <c>member:admin</c>.</summary>
    public Task<ChangeResult<Membership>> RemoveAsync(OrganizationAccess access, int id, CancellationToken cancellationToken) =>
        ChangeAsync(access, Scopes.MemberAdmin, id, cancellationToken, async (database, own, membership) =>
            membership.Role > own.Role ? new ChangeResult<Membership>.Forbidden() : await RemoveAsync(database, access, membership, "removed", cancellationToken));

    /// <summary>Takes the caller out of the organization. A person's own wish: no token can do it.</summary>
    public async Task<ChangeResult<Membership>> LeaveAsync(OrganizationAccess access, CancellationToken cancellationToken)
    {
        if (access.Caller.TokenScopes is not null)
        {
            return new ChangeResult<Membership>.Forbidden();
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.WriteAsync(
            async () =>
            {
                if (await OwnAsync(database, access, cancellationToken) is not { } own)
                {
                    return new ChangeResult<Membership>.NotFound();
                }

                var result = await RemoveAsync(database, access, own, "left", cancellationToken);
                await database.SaveChangesAsync(cancellationToken);
                return result;
            },
            cancellationToken);
    }

    private async Task<ChangeResult<Membership>> ChangeAsync(
        OrganizationAccess access,
        string scope,
        int id,
        CancellationToken cancellationToken,
        Func<AppDbContext, Membership, Membership, Task<ChangeResult<Membership>>> change)
    {
        if (!access.Has(scope))
        {
            return new ChangeResult<Membership>.Forbidden();
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.WriteAsync(
            async () =>
            {
                // Read again: since the caller was let in, the own role may have gone.
                if (await OwnAsync(database, access, cancellationToken) is not { } own || !Scopes.OfRole(own.Role).Contains(scope))
                {
                    return new ChangeResult<Membership>.Forbidden();
                }

                var membership = await database.Memberships.FirstOrDefaultAsync(row => row.Id == id && row.OrganizationId == access.Organization.Id, cancellationToken);
                var result = membership is null ? new ChangeResult<Membership>.NotFound() : await change(database, own, membership);
                await database.SaveChangesAsync(cancellationToken);
                return result;
            },
            cancellationToken);
    }

    private async Task<ChangeResult<Membership>> RemoveAsync(
        AppDbContext database, OrganizationAccess access, Membership membership, string how, CancellationToken cancellationToken)
    {
        if (await IsLastOwnerAsync(database, membership, cancellationToken))
        {
            return new ChangeResult<Membership>.Invalid("role", LastOwner);
        }

        database.Memberships.Remove(membership);
        await NoteAsync(database, access, AuditAction.MemberRemoved, membership, how, cancellationToken);
        return new ChangeResult<Membership>.Done(membership);
    }

    private async Task NoteAsync(
        AppDbContext database, OrganizationAccess access, AuditAction action, Membership membership, string detail, CancellationToken cancellationToken)
    {
        var email = await database.Users.Where(row => row.Id == membership.UserId).Select(row => row.Email).FirstOrDefaultAsync(cancellationToken);
        audit.Add(database, action, access.Caller.UserId, access.Organization.Id, new AuditSubject(membership.UserId, email), detail);
    }

    private static string RoleName(OrganizationRole role) => role.ToString().ToLowerInvariant();

    private static async Task<bool> IsLastOwnerAsync(AppDbContext database, Membership membership, CancellationToken cancellationToken) =>
        membership.Role == OrganizationRole.Owner
        && !await database.Memberships.AnyAsync(
            row => row.OrganizationId == membership.OrganizationId && row.Id != membership.Id && row.Role == OrganizationRole.Owner, cancellationToken);

    private static Task<Membership?> OwnAsync(AppDbContext database, OrganizationAccess access, CancellationToken cancellationToken) =>
        database.Memberships.FirstOrDefaultAsync(row => row.OrganizationId == access.Organization.Id && row.UserId == access.Caller.UserId, cancellationToken);

    private static IQueryable<Member> Select(IQueryable<Membership> memberships) => memberships.AsNoTracking().Select(row => new Member(
        row.Id, row.UserId, row.User!.Name, row.User.Email!, row.Role, row.User.TwoFactorEnabled, row.DateCreated, row.DateLastActive));
}
