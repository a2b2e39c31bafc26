using DataExport.Core.Auditing;
using DataExport.Core.Database;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Organizations;

/// <summary>The teams of an organization: who is in them, and which projects they see.</summary>
/// <remarks>
/// Whoever does not see every project may change the own teams only, so that nobody lets oneself in. The team that everybody is in stays,
/// and so do its members.
/// </remarks>
public sealed class Teams(IDbContextFactory<AppDbContext> databases, AuditLog audit)
{
    private const int MaxNameLength = 100;

    /// <summary>The teams, by name, the one that everybody is in first. None without <c>team:read</c>.</summary>
    public async Task<IReadOnlyList<TeamDetails>> ListAsync(OrganizationAccess access, CancellationToken cancellationToken)
    {
        if (!access.Has(Scopes.TeamRead))
        {
            return [];
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var teams = await Whole(database, access).AsNoTracking().ToListAsync(cancellationToken);
        return [.. teams.OrderBy(team => team.Everybody ? 0 : 1).ThenBy(team => team.Name, StringComparer.OrdinalIgnoreCase).ThenBy(team => team.Id).Select(team => Show(access, team))];
    }

    /// <summary>One team by its name in addresses; null when there is none, or without <c>team:read</c>.</summary>
    public async Task<TeamDetails?> FindAsync(OrganizationAccess access, string slug, CancellationToken cancellationToken)
    {
        if (!access.Has(Scopes.TeamRead))
        {
            return null;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await Whole(database, access).AsNoTracking().FirstOrDefaultAsync(row => row.Slug == slug, cancellationToken) is { } team ? Show(access, team) : null;
    }

    /// <summary>Creates a team that the caller is in. Takes <c>team:write</c>.</summary>
    /// <param name="access">Who asks, and where.</param>
    /// <param name="name">Its name on screen.</param>
    /// <param name="slug">Its name in addresses; null or empty for one made from the name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<CreationResult<Team>> CreateAsync(OrganizationAccess access, string name, string? slug, CancellationToken cancellationToken)
    {
        if (!access.Has(Scopes.TeamWrite))
        {
            return new CreationResult<Team>.Forbidden();
        }

        name = name.Trim();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.WriteAsync<CreationResult<Team>>(
            async () =>
            {
                var taken = (await database.Teams.Where(row => row.OrganizationId == access.Organization.Id).Select(row => row.Slug).ToListAsync(cancellationToken))
                    .ToHashSet(StringComparer.Ordinal);
                var errors = new[] { CheckName(name), CheckSlug(slug, taken) }.OfType<FieldError>().ToList();
                if (errors.Count > 0)
                {
                    return new CreationResult<Team>.Invalid(errors);
                }

                var team = new Team
                {
                    OrganizationId = access.Organization.Id,
                    Name = name,
                    Slug = string.IsNullOrEmpty(slug) ? Slugs.MakeUnique(Slugs.FromName(name, "team"), taken) : slug,
                };
                team.Members.AddRange(await database.Memberships
                    .Where(row => row.OrganizationId == access.Organization.Id && row.UserId == access.Caller.UserId).ToListAsync(cancellationToken));
                database.Teams.Add(team);
                await database.SaveChangesAsync(cancellationToken);
                audit.Add(database, AuditAction.TeamMade, access.Caller.UserId, access.Organization.Id, new AuditSubject(team.Id, team.Name));
                await database.SaveChangesAsync(cancellationToken);
                return new CreationResult<Team>.Created(team);
            },
            cancellationToken);
    }

    /// <summary>Gives a team another name; its name in addresses stays. Takes <c>team:write</c>.</summary>
    public Task<ChangeResult<Team>> RenameAsync(OrganizationAccess access, int id, string name, CancellationToken cancellationToken) =>
        ChangeAsync(access, Scopes.TeamWrite, id, cancellationToken, (_, team) =>
        {
            name = name.Trim();
            if (CheckName(name) is { } error)
            {
                return Task.FromResult<FieldError?>(error);
            }

            team.Name = name;
            return Task.FromResult<FieldError?>(null);
        });

    /// <summary>Deletes a team; its people and projects stay. Takes <c>team:admin</c>.</summary>
    public Task<ChangeResult<Team>> DeleteAsync(OrganizationAccess access, int id, CancellationToken cancellationToken) =>
        ChangeAsync(access, Scopes.TeamAdmin, id, cancellationToken, (database, team) =>
        {
            if (team.Everybody)
            {
                return Task.FromResult<FieldError?>(new FieldError("team", "Everybody is in this team, and new projects join it by themselves: it cannot be deleted."));
            }

            database.Teams.Remove(team);
            audit.Add(database, AuditAction.TeamDeleted, access.Caller.UserId, access.Organization.Id, new AuditSubject(team.Id, team.Name));
            return Task.FromResult<FieldError?>(null);
        });

    /// <summary>Puts a member into a team, or takes one out. Takes <c>team:write</c>.</summary>
    public Task<ChangeResult<Team>> SetMemberAsync(OrganizationAccess access, int id, int membershipId, bool isIn, CancellationToken cancellationToken) =>
        ChangeAsync(access, Scopes.TeamWrite, id, cancellationToken, async (database, team) =>
        {
            var membership = await database.Memberships.FirstOrDefaultAsync(row => row.Id == membershipId && row.OrganizationId == team.OrganizationId, cancellationToken);
            if (membership is null)
            {
                return new FieldError("member", "That person is not in the organization any more.");
            }

            if (team.Everybody && !isIn)
            {
                return new FieldError("member", "Everybody is in this team. Take projects out of it, rather, and give them to another team.");
            }

            Set(team.Members, membership, isIn);
            return null;
        });

    /// <summary>Shows a project to a team, or hides it from one. Takes <c>team:write</c>, and seeing the project.</summary>
    public Task<ChangeResult<Team>> SetProjectAsync(OrganizationAccess access, int id, int projectId, bool isIn, CancellationToken cancellationToken) =>
        ChangeAsync(access, Scopes.TeamWrite, id, cancellationToken, async (database, team) =>
        {
            var project = access.CanSee([projectId]) ? await database.Projects.FirstOrDefaultAsync(row => row.Id == projectId, cancellationToken) : null;
            if (project is null)
            {
                return new FieldError("project", "There is no such project.");
            }

            Set(team.Projects, project, isIn);
            return null;
        });

    private async Task<ChangeResult<Team>> ChangeAsync(
        OrganizationAccess access, string scope, int id, CancellationToken cancellationToken, Func<AppDbContext, Team, Task<FieldError?>> change)
    {
        if (!access.Has(scope))
        {
            return new ChangeResult<Team>.Forbidden();
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.WriteAsync<ChangeResult<Team>>(
            async () =>
            {
                if (await Whole(database, access).FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } team)
                {
                    return new ChangeResult<Team>.NotFound();
                }

                if (!MayChange(access, team))
                {
                    return new ChangeResult<Team>.Forbidden();
                }

                if (await change(database, team) is { } error)
                {
                    return new ChangeResult<Team>.Invalid(error);
                }

                await database.SaveChangesAsync(cancellationToken);
                return new ChangeResult<Team>.Done(team);
            },
            cancellationToken);
    }

    private static void Set<T>(List<T> list, T item, bool isIn)
    {
        list.Remove(item);
        if (isIn)
        {
            list.Add(item);
        }
    }

    private static TeamDetails Show(OrganizationAccess access, Team team) => new(
        team,
        [.. team.Members.Select(member => member.Id)],
        [.. team.Projects.Where(project => access.CanSee([project.Id])).OrderBy(project => project.Slug, StringComparer.Ordinal)],
        access.Has(Scopes.TeamWrite) && MayChange(access, team));

    private static bool MayChange(OrganizationAccess access, Team team) =>
        access.Role >= OrganizationRole.Manager || team.Members.Any(member => member.UserId == access.Caller.UserId);

    private static IQueryable<Team> Whole(AppDbContext database, OrganizationAccess access) => database.Teams.AsSplitQuery()
        .Include(row => row.Members).Include(row => row.Projects).Where(row => row.OrganizationId == access.Organization.Id);

    private static FieldError? CheckName(string name) => name.Length is 0 or > MaxNameLength
        ? new FieldError("name", $"Give the team a name of 1 to {MaxNameLength} characters.")
        : null;

    private static FieldError? CheckSlug(string? slug, HashSet<string> taken) =>
        string.IsNullOrEmpty(slug) ? null
        : !Slugs.IsValid(slug) ? new FieldError("slug", Slugs.Rule)
        : taken.Contains(slug) ? new FieldError("slug", "A team with this slug already exists.")
        : null;
}
