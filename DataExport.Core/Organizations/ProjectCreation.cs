using DataExport.Core.Auditing;
using DataExport.Core.Database;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Organizations;

/// <summary>Creates projects; a new one has a key, and joins the team that everybody is in.</summary>
public sealed class ProjectCreation(IDbContextFactory<AppDbContext> databases, AuditLog audit, TimeProvider clock)
{
    private const int MaxNameLength = 100;
    private const int MaxPlatformLength = 64;

    /// <summary>Creates a project. Takes <c>project:write</c>.</summary>
    /// <param name="access">Who asks, and where.</param>
    /// <param name="name">Its name on screen.</param>
    /// <param name="slug">Its name in addresses; null or empty for one made from the name.</param>
    /// <param name="platform">Its platform, such as <c>python</c>; null or empty when unknown.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<CreationResult<Project>> CreateAsync(
        OrganizationAccess access, string name, string? slug, string? platform, CancellationToken cancellationToken)
    {
        if (!access.Has(Scopes.ProjectWrite))
        {
            return new CreationResult<Project>.Forbidden();
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.WriteAsync(
            () => AddAsync(database, access.Organization.Id, access.Caller.UserId, name, slug, platform, cancellationToken), cancellationToken);
    }

    /// <summary>The same as a part of the caller's <see cref="AppDbContext.WriteAsync"/>, without asking who calls.</summary>
    public async Task<CreationResult<Project>> AddAsync(
        AppDbContext database, int organizationId, int userId, string name, string? slug, string? platform, CancellationToken cancellationToken)
    {
        name = name.Trim();
        var taken = (await database.Projects.Where(row => row.OrganizationId == organizationId).Select(row => row.Slug).ToListAsync(cancellationToken))
            .ToHashSet(StringComparer.Ordinal);
        var errors = Check(name, slug, platform, taken);
        if (errors.Count > 0)
        {
            return new CreationResult<Project>.Invalid(errors);
        }

        var project = new Project
        {
            OrganizationId = organizationId,
            Name = name,
            Slug = string.IsNullOrEmpty(slug) ? Slugs.MakeUnique(Slugs.FromName(name, "project"), taken) : slug,
            Platform = string.IsNullOrWhiteSpace(platform) ? null : platform.Trim(),
            DateCreated = clock.GetUtcNow().UtcDateTime,
        };
        project.Keys.Add(ProjectKey.Create(ProjectKey.DefaultName, project.DateCreated));
        project.Teams.AddRange(await database.Teams.Where(row => row.OrganizationId == organizationId && row.Everybody).ToListAsync(cancellationToken));
        database.Projects.Add(project);
        await database.SaveChangesAsync(cancellationToken);
        audit.Add(database, AuditAction.ProjectMade, userId, organizationId, new AuditSubject(project.Id, project.Name));
        await database.SaveChangesAsync(cancellationToken);
        return new CreationResult<Project>.Created(project);
    }

    private static List<FieldError> Check(string name, string? slug, string? platform, HashSet<string> taken)
    {
        var errors = new List<FieldError>();
        if (name.Length is 0 or > MaxNameLength)
        {
            errors.Add(new FieldError("name", "Give the project a name of 1 to 100 characters."));
        }

        if (!string.IsNullOrEmpty(slug) && !Slugs.IsValid(slug))
        {
            errors.Add(new FieldError("slug", Slugs.Rule));
        }
        else if (!string.IsNullOrEmpty(slug) && taken.Contains(slug))
        {
            errors.Add(new FieldError("slug", "A project with this slug already exists."));
        }

        if (platform?.Length > MaxPlatformLength)
        {
            errors.Add(new FieldError("platform", "Use at most 64 characters."));
        }

        return errors;
    }
}
