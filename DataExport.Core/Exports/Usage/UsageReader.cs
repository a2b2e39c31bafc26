using DataExport.Core.Database;
using DataExport.Core.Events;
using DataExport.Core.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DataExport.Core.Exports.Usage;

/// <summary>Counts what an organization uses.</summary>
public sealed class UsageReader(IDbContextFactory<AppDbContext> databases, EventStore store, IOptions<ExportSettings> settings, TimeProvider clock)
{
    private const string EventsOfProject = "SELECT coalesce(sum(times_seen), 0) FROM project_hours WHERE project_id = ?1";

    /// <summary>The usage as it is now. Null (403) without <c>org:read</c>.</summary>
    public async Task<OrganizationUsage?> ReadAsync(OrganizationAccess access, CancellationToken cancellationToken)
    {
        if (!access.Has(Scopes.OrgRead))
        {
            return null;
        }

        var (id, user, now) = (access.Organization.Id, access.Caller.UserId, clock.GetUtcNow().UtcDateTime);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var exports = database.Exports.AsNoTracking().Where(row => row.OrganizationId == id);
        var files = exports.Where(row => row.State == ExportState.Completed && row.DateExpired > now);
        return new OrganizationUsage(
            ExportLimits.Of(access.Organization.Plan, settings.Value),
            access.Organization.Plan.Running ?? settings.Value.RunningPerOrganization,
            settings.Value.RetentionDays,
            CountEvents(access.Projects),
            await exports.CountAsync(row => row.State == ExportState.Queued, cancellationToken),
            await exports.CountAsync(row => row.State == ExportState.Generating, cancellationToken),
            await files.CountAsync(cancellationToken),
            await files.SumAsync(row => row.Artifact!.StoredBytes, cancellationToken),
            await exports.CountAsync(
                row => row.UserId == user
                    && (row.State == ExportState.Queued || row.State == ExportState.Generating || (row.State == ExportState.Completed && row.DateExpired > now)),
                cancellationToken),
            await database.Memberships.CountAsync(row => row.OrganizationId == id, cancellationToken),
            await database.Invitations.CountAsync(row => row.OrganizationId == id && row.DateExpires > now, cancellationToken));
    }

    private List<(Project Project, long Events)> CountEvents(IReadOnlyList<Project> projects)
    {
        using var connection = store.OpenReader();
        using var statement = connection.Prepare(EventsOfProject);
        var counts = new List<(Project Project, long Events)>();
        foreach (var project in projects)
        {
            statement.Bind(1, project.Id).Step();
            counts.Add((project, statement.Int64(0)));
            statement.Reset();
        }

        return [.. counts.OrderByDescending(row => row.Events).ThenBy(row => row.Project.Slug, StringComparer.Ordinal)];
    }
}
