using System.Globalization;
using DataExport.Core.Database;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Organizations;

/// <summary>The one place that decides who sees which organization and project; pages and API both ask here.</summary>
public sealed class AccessRules(IDbContextFactory<AppDbContext> databases)
{
    /// <summary>What the caller may do in that organization, or null when it is not theirs to see (404).</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="organization">Slug or id.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    public async Task<OrganizationAccess?> FindAsync(Caller caller, string organization, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var id = int.TryParse(organization, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var found = await database.Organizations.AsNoTracking()
            .Where(row => row.Slug == organization || row.Id == id)
            .OrderBy(row => row.Slug == organization ? 0 : 1)
            .FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : await ResolveAsync(database, caller, found, cancellationToken);
    }

    /// <summary>The same, by key; for work on behalf of a person who is not there, such as a generator's.</summary>
    public async Task<OrganizationAccess?> FindAsync(Caller caller, int organizationId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var found = await database.Organizations.AsNoTracking().FirstOrDefaultAsync(row => row.Id == organizationId, cancellationToken);
        return found is null ? null : await ResolveAsync(database, caller, found, cancellationToken);
    }

    /// <summary>Whether every one of these projects still exists, whoever may see them.</summary>
    public async Task<bool> ExistAsync(IReadOnlyCollection<int> projectIds, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Projects.CountAsync(row => projectIds.Contains(row.Id), cancellationToken) == projectIds.Count;
    }

    /// <summary>The organizations that the caller is a member of, by name.</summary>
    public async Task<IReadOnlyList<Organization>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Organizations.AsNoTracking()
            .Where(row => row.Memberships.Any(member => member.UserId == caller.UserId))
            .OrderBy(row => row.Name).ThenBy(row => row.Id)
            .ToListAsync(cancellationToken);
    }

    private static async Task<OrganizationAccess?> ResolveAsync(
        AppDbContext database, Caller caller, Organization organization, CancellationToken cancellationToken)
    {
        var membership = await database.Memberships.AsNoTracking()
            .Where(row => row.OrganizationId == organization.Id && row.UserId == caller.UserId)
            .Select(row => new { row.Id, row.Role })
            .FirstOrDefaultAsync(cancellationToken);
        if (membership is null)
        {
            return caller.IsInstanceAdmin
                ? new OrganizationAccess(caller, organization, null, [], Narrow(caller, Scopes.Widen([Scopes.OrgAdmin])))
                : null;
        }

        var seesAll = membership.Role >= OrganizationRole.Manager;
        var projects = await database.Projects.AsNoTracking()
            .Where(row => row.OrganizationId == organization.Id)
            .Where(row => seesAll || row.Teams.Any(team => team.Members.Any(member => member.Id == membership.Id)))
            .OrderBy(row => row.Slug)
            .ToListAsync(cancellationToken);
        return new OrganizationAccess(caller, organization, membership.Role, projects, Narrow(caller, Scopes.OfRole(membership.Role)));
    }

    private static IReadOnlySet<string> Narrow(Caller caller, IReadOnlySet<string> scopes) =>
        caller.TokenScopes is null ? scopes : scopes.Intersect(caller.TokenScopes).ToHashSet(StringComparer.Ordinal);
}
