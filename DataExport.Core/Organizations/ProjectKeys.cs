using DataExport.Core.Auditing;
using DataExport.Core.Database;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Organizations;

/// <summary>Lists, makes, disables and deletes the keys of projects. What is changed holds at once, for ingestion too.</summary>
public sealed class ProjectKeys(IDbContextFactory<AppDbContext> databases, ProjectKeyLookup lookup, AuditLog audit, TimeProvider clock)
{
    /// <summary>A project's keys, oldest first; none when the caller cannot see the project or lacks <c>project:read</c>.</summary>
    public async Task<IReadOnlyList<ProjectKey>> ListAsync(OrganizationAccess access, int projectId, CancellationToken cancellationToken)
    {
        if (!Sees(access, projectId))
        {
            return [];
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.ProjectKeys.AsNoTracking().Where(row => row.ProjectId == projectId).OrderBy(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Makes a key. Takes <c>project:write</c>.</summary>
    /// <param name="access">Who asks, and where.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="name">What it is for; null or empty for the usual name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<KeyResult> CreateAsync(OrganizationAccess access, int projectId, string? name, CancellationToken cancellationToken)
    {
        if (Refuse(access, projectId, Scopes.ProjectWrite) is { } refusal)
        {
            return refusal;
        }

        name = string.IsNullOrWhiteSpace(name) ? ProjectKey.DefaultName : name.Trim();
        if (Check(name) is { } error)
        {
            return new KeyResult.Invalid(error);
        }

        var key = ProjectKey.Create(name, clock.GetUtcNow().UtcDateTime);
        key.ProjectId = projectId;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        database.ProjectKeys.Add(key);
        Note(database, access, AuditAction.KeyMade, key);
        await database.SaveChangesAsync(cancellationToken);
        return new KeyResult.Done(key);
    }

    /// <summary>Renames a key, disables it, or takes it into use again. Takes <c>project:write</c>.</summary>
    /// <param name="access">Who asks, and where.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="publicKey">The key.</param>
    /// <param name="isActive">Whether events are taken with it; null to leave that as it is.</param>
    /// <param name="name">What it is for; null to leave that as it is.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<KeyResult> ChangeAsync(
        OrganizationAccess access, int projectId, string publicKey, bool? isActive, string? name, CancellationToken cancellationToken)
    {
        if (Refuse(access, projectId, Scopes.ProjectWrite) is { } refusal)
        {
            return refusal;
        }

        if (name is not null && Check(name.Trim()) is { } error)
        {
            return new KeyResult.Invalid(error);
        }

        return await WithKeyAsync(projectId, publicKey, cancellationToken, (database, key) =>
        {
            if (name is not null && name.Trim() != key.Name)
            {
                key.Name = name.Trim();
                Note(database, access, AuditAction.KeyRenamed, key);
            }

            if (isActive is { } active && active != key.IsActive)
            {
                key.IsActive = active;
                Note(database, access, active ? AuditAction.KeyEnabled : AuditAction.KeyDisabled, key);
            }
        });
    }

    /// <summary>Deletes a key. Takes <c>project:admin</c>.</summary>
    public async Task<KeyResult> DeleteAsync(OrganizationAccess access, int projectId, string publicKey, CancellationToken cancellationToken) =>
        Refuse(access, projectId, Scopes.ProjectAdmin) ?? await WithKeyAsync(projectId, publicKey, cancellationToken, (database, key) =>
        {
            database.Remove(key);
            Note(database, access, AuditAction.KeyDeleted, key);
        });

    private async Task<KeyResult> WithKeyAsync(int projectId, string publicKey, CancellationToken cancellationToken, Action<AppDbContext, ProjectKey> change)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var result = await database.WriteAsync<KeyResult>(
            async () =>
            {
                if (await database.ProjectKeys.FirstOrDefaultAsync(row => row.ProjectId == projectId && row.PublicKey == publicKey, cancellationToken) is not { } key)
                {
                    return new KeyResult.NotFound();
                }

                change(database, key);
                await database.SaveChangesAsync(cancellationToken);
                return new KeyResult.Done(key);
            },
            cancellationToken);
        lookup.Forget();
        return result;
    }

    // By its public half, which is what SDKs show; the project is told by the key's row only as long as there is one.
    private void Note(AppDbContext database, OrganizationAccess access, AuditAction action, ProjectKey key) => audit.Add(
        database, action, access.Caller.UserId, access.Organization.Id, new AuditSubject(key.PublicKey, key.Name),
        $"project {access.Projects.First(project => project.Id == key.ProjectId).Slug}");

    private static KeyResult? Refuse(OrganizationAccess access, int projectId, string scope) =>
        !access.CanSee([projectId]) ? new KeyResult.NotFound() : access.Has(scope) ? null : new KeyResult.Forbidden();

    private static bool Sees(OrganizationAccess access, int projectId) => access.CanSee([projectId]) && access.Has(Scopes.ProjectRead);

    private static FieldError? Check(string name) => name.Length is 0 or > ProjectKey.MaxNameLength
        ? new FieldError("name", $"Give the key a name of 1 to {ProjectKey.MaxNameLength} characters.")
        : null;
}
