using DataExport.Core.Database;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Organizations;

/// <summary>Gives organizations and projects other names. Their names in addresses stay: links that were mailed hold them.</summary>
public sealed class OrganizationChanges(IDbContextFactory<AppDbContext> databases)
{
    private const int MaxPlatformLength = 64;

    /// <summary>Gives the organization another name. Takes <c>org:write</c>.</summary>
    public async Task<ChangeResult<Organization>> RenameAsync(OrganizationAccess access, string name, CancellationToken cancellationToken)
    {
        if (!access.Has(Scopes.OrgWrite))
        {
            return new ChangeResult<Organization>.Forbidden();
        }

        name = name.Trim();
        if (OrganizationCreation.Check(name, slug: null) is [var error, ..])
        {
            return new ChangeResult<Organization>.Invalid(error);
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.WriteAsync<ChangeResult<Organization>>(
            async () =>
            {
                if (await database.Organizations.FirstOrDefaultAsync(row => row.Id == access.Organization.Id, cancellationToken) is not { } organization)
                {
                    return new ChangeResult<Organization>.NotFound();
                }

                organization.Name = name;
                await database.SaveChangesAsync(cancellationToken);
                return new ChangeResult<Organization>.Done(organization);
            },
            cancellationToken);
    }

    /// <summary>Gives a project another name or platform. Takes <c>project:write</c>, and seeing it.</summary>
    /// <param name="access">Who asks, and where.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="name">Its name; null to leave it as it is.</param>
    /// <param name="platform">Its platform; null to leave it as it is, empty for unknown.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<ChangeResult<Project>> ChangeProjectAsync(
        OrganizationAccess access, int projectId, string? name, string? platform, CancellationToken cancellationToken)
    {
        if (!access.CanSee([projectId]))
        {
            return new ChangeResult<Project>.NotFound();
        }

        if (!access.Has(Scopes.ProjectWrite))
        {
            return new ChangeResult<Project>.Forbidden();
        }

        if (Check(name?.Trim(), platform) is { } error)
        {
            return new ChangeResult<Project>.Invalid(error);
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.WriteAsync<ChangeResult<Project>>(
            async () =>
            {
                if (await database.Projects.FirstOrDefaultAsync(row => row.Id == projectId, cancellationToken) is not { } project)
                {
                    return new ChangeResult<Project>.NotFound();
                }

                project.Name = name?.Trim() ?? project.Name;
                project.Platform = platform is null ? project.Platform : string.IsNullOrWhiteSpace(platform) ? null : platform.Trim();
                await database.SaveChangesAsync(cancellationToken);
                return new ChangeResult<Project>.Done(project);
            },
            cancellationToken);
    }

    private static FieldError? Check(string? name, string? platform) =>
        name is { Length: 0 or > 100 } ? new FieldError("name", "Give the project a name of 1 to 100 characters.")
        : platform?.Length > MaxPlatformLength ? new FieldError("platform", $"Use at most {MaxPlatformLength} characters.")
        : null;
}
