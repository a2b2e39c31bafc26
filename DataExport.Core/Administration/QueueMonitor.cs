using DataExport.Core.Database;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Generating;
using DataExport.Core.Exports.Queue;
using DataExport.Core.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DataExport.Core.Administration;

/// <summary>Shows the queue and the exporters to those who administer the instance.</summary>
public sealed class QueueMonitor(
    IDbContextFactory<AppDbContext> databases, ExporterNames exporters, ExportLeases leases, ExportThroughput throughput, IOptions<ExportSettings> settings)
{
    /// <summary>The queue as it is now. Null (404) when the caller does not administer the instance.</summary>
    public async Task<QueueStatus?> ReadAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.AdministersInstance)
        {
            return null;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var organizations = await OrganizationsAsync(database, cancellationToken);
        return new QueueStatus(
            organizations.Sum(row => row.Queued),
            await database.Exports.CountAsync(row => row.State == ExportState.Queued && row.WaitingReason != null, cancellationToken),
            organizations.Min(row => row.Oldest),
            organizations,
            await ExportersAsync(database, cancellationToken),
            throughput.LastHour(),
            throughput.Since);
    }

    private async Task<IReadOnlyList<OrganizationQueue>> OrganizationsAsync(AppDbContext database, CancellationToken cancellationToken)
    {
        var busy = await database.Exports
            .Where(row => row.State == ExportState.Queued || row.State == ExportState.Generating)
            .GroupBy(row => row.OrganizationId)
            .Select(group => new
            {
                Id = group.Key,
                Queued = group.Count(row => row.State == ExportState.Queued),
                Running = group.Count(row => row.State == ExportState.Generating),
                Oldest = group.Min(row => row.State == ExportState.Queued ? (DateTime?)row.DateCreated : null),
            })
            .Join(database.Organizations, row => row.Id, organization => organization.Id, (row, organization) => new
            {
                row.Queued, row.Running, row.Oldest, organization.Slug, organization.Name, Most = organization.Plan.Running,
            })
            .ToListAsync(cancellationToken);
        return
        [
            .. from row in busy
               orderby row.Queued descending, row.Running descending, row.Name
               select new OrganizationQueue(row.Slug, row.Name, row.Queued, row.Running, row.Most ?? settings.Value.RunningPerOrganization, row.Oldest),
        ];
    }

    private async Task<IReadOnlyList<ExporterStatus>> ExportersAsync(AppDbContext database, CancellationToken cancellationToken)
    {
        var running = await database.Exports.AsNoTracking().Include(row => row.Organization).Include(row => row.User)
            .Where(row => row.State == ExportState.Generating).OrderBy(row => row.Sequence).ToListAsync(cancellationToken);
        var others = running.Select(row => row.Owner ?? "").Except(exporters.All, StringComparer.Ordinal);
        return
        [
            .. from name in exporters.All.Concat(others)
               from export in running.Where(row => row.Owner == name).DefaultIfEmpty()
               select export is null
                   ? new ExporterStatus(name, null, null, null)
                   : new ExporterStatus(name, export, throughput.RowsPerSecond(export.Id, export.Attempt), leases.Left(export.Id, export.Attempt)),
        ];
    }
}
