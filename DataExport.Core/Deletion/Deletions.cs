using System.Globalization;
using DataExport.Core.Auditing;
using DataExport.Core.Database;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Notifying;
using DataExport.Core.Exports.Queue;
using DataExport.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Deletion;

/// <summary>
/// Deletes projects and organizations. A deletion marks the row, in one transaction with all that has to hold at once: nobody finds it any
/// more, its keys take nothing, its name is free, and what was being exported of it ends. <see cref="DeletionSweep"/> removes the data.
/// </summary>
public sealed class Deletions(
    IDbContextFactory<AppDbContext> databases, ProjectKeyLookup keys, ExportQueue queue, ExportChanges changes, AuditLog audit, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Deletes a project. Takes <c>project:admin</c>, and seeing it.</summary>
    public async Task<ChangeResult<Project>> DeleteProjectAsync(OrganizationAccess access, int projectId, CancellationToken cancellationToken)
    {
        if (!access.CanSee([projectId]))
        {
            return new ChangeResult<Project>.NotFound();
        }

        if (!access.Has(Scopes.ProjectAdmin))
        {
            return new ChangeResult<Project>.Forbidden();
        }

        List<string> ended = [];
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var result = await database.WriteAsync<ChangeResult<Project>>(
            async () =>
            {
                if (await database.Projects.FirstOrDefaultAsync(row => row.Id == projectId, cancellationToken) is not { } project)
                {
                    return new ChangeResult<Project>.NotFound();
                }

                ended = await EndExportsAsync(database, project, cancellationToken);
                await MarkAsync(database, project, cancellationToken);
                audit.Add(database, AuditAction.ProjectDeleted, access.Caller.UserId, access.Organization.Id, new AuditSubject(projectId, project.Name));
                await database.SaveChangesAsync(cancellationToken);
                return new ChangeResult<Project>.Done(project);
            },
            cancellationToken);
        Tell(ended);
        return result;
    }

    /// <summary>Deletes an organization with its projects and exports, whose files go with the next sweep. Takes <c>org:admin</c>.</summary>
    public async Task<ChangeResult<Organization>> DeleteOrganizationAsync(OrganizationAccess access, CancellationToken cancellationToken)
    {
        if (!access.Has(Scopes.OrgAdmin))
        {
            return new ChangeResult<Organization>.Forbidden();
        }

        List<string> gone = [];
        var id = access.Organization.Id;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var result = await database.WriteAsync<ChangeResult<Organization>>(
            async () =>
            {
                if (await database.Organizations.Include(row => row.Projects).FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } organization)
                {
                    return new ChangeResult<Organization>.NotFound();
                }

                // A running export's exporter finds its claim lost, as when one export is deleted.
                gone = await database.Exports.Where(row => row.OrganizationId == id).Select(row => row.Id).ToListAsync(cancellationToken);
                await database.Exports.Where(row => row.OrganizationId == id).ExecuteDeleteAsync(cancellationToken);
                await database.IdempotencyKeys.Where(row => row.OrganizationId == id).ExecuteDeleteAsync(cancellationToken);
                await database.Invitations.Where(row => row.OrganizationId == id).ExecuteDeleteAsync(cancellationToken);
                foreach (var project in organization.Projects)
                {
                    await MarkAsync(database, project, cancellationToken);
                }

                (organization.DateDeleted, organization.Slug) = (Now, Freed(organization.Slug, id));
                audit.Add(database, AuditAction.OrganizationDeleted, access.Caller.UserId, id, new AuditSubject(id, organization.Name));
                await database.SaveChangesAsync(cancellationToken);
                return new ChangeResult<Organization>.Done(organization);
            },
            cancellationToken);
        Tell(gone);
        return result;
    }

    private async Task MarkAsync(AppDbContext database, Project project, CancellationToken cancellationToken)
    {
        await database.ProjectKeys.Where(row => row.ProjectId == project.Id).ExecuteDeleteAsync(cancellationToken);
        (project.DateDeleted, project.Slug) = (Now, Freed(project.Slug, project.Id));
    }

    // No slug has a tilde, so that this one is nobody's, and the old one is free.
    private static string Freed(string slug, int id) => string.Create(CultureInfo.InvariantCulture, $"{slug}~{id}");

    // Those of its exports that have no file yet. Their exporters find their claims lost at the next heartbeat.
    private async Task<List<string>> EndExportsAsync(AppDbContext database, Project project, CancellationToken cancellationToken)
    {
        var running = await database.Exports
            .Where(row => (row.State == ExportState.Queued || row.State == ExportState.Generating) && row.Projects.Any(part => part.ProjectId == project.Id))
            .ToListAsync(cancellationToken);
        foreach (var export in running)
        {
            export.Owner = null;
            ExportClaims.Fail(
                export, ExportErrorCode.NotFound, $"The project {project.Slug} was deleted before the file was ready. Start a new export without it.", Now);
            await ExportAnnouncement.AnnounceAsync(database, export, Now, cancellationToken);
        }

        return running.ConvertAll(export => export.Id);
    }

    private void Tell(List<string> exports)
    {
        keys.Forget();
        queue.Wake();
        exports.ForEach(id => changes.Publish(id));
    }
}
