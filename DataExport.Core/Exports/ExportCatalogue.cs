using DataExport.Core.Database;
using DataExport.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Exports;

/// <summary>Finds and lists exports, and shows each only to those who may see it.</summary>
public sealed class ExportCatalogue(IDbContextFactory<AppDbContext> databases)
{
    /// <summary>
    /// The export, or null (404) when it does not exist there or the caller may not see it: its owner always may, others of the
    /// organization with a scope on events and access to every project in it, and instance admins.
    /// </summary>
    public async Task<Export?> FindAsync(OrganizationAccess access, string id, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var export = await database.Exports.AsNoTracking().Include(row => row.Projects).Include(row => row.User)
            .FirstOrDefaultAsync(row => row.OrganizationId == access.Organization.Id && row.Id == id, cancellationToken);
        return export is not null && MaySee(access, export) ? export : null;
    }

    /// <summary>One page of the caller's exports, or of all that the caller may see.</summary>
    public async Task<ExportPage> ListAsync(OrganizationAccess access, ExportFilter filter, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await PageAsync(database, Filter(Visible(database.Exports.AsNoTracking(), access, filter), filter), filter, cancellationToken);
    }

    /// <summary>One page of the exports of all organizations, with these loaded. Null (404) when the caller does not administer the instance.</summary>
    public async Task<ExportPage?> ListAllAsync(Caller caller, ExportFilter filter, CancellationToken cancellationToken)
    {
        if (!caller.AdministersInstance)
        {
            return null;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = database.Exports.AsNoTracking().Where(row => filter.OrganizationId == null || row.OrganizationId == filter.OrganizationId);
        return await PageAsync(database, Filter(rows, filter).Include(row => row.Organization), filter, cancellationToken);
    }

    private static async Task<ExportPage> PageAsync(AppDbContext database, IQueryable<Export> rows, ExportFilter filter, CancellationToken cancellationToken)
    {
        var total = await rows.CountAsync(cancellationToken);
        var ordered = filter.OldestFirst ? rows.OrderBy(row => row.Sequence) : rows.OrderByDescending(row => row.Sequence);
        var items = await ordered.Skip(filter.Skip).Take(filter.Take)
            .Include(row => row.Projects).Include(row => row.User).AsSplitQuery().ToListAsync(cancellationToken);
        return new ExportPage(items, total, await PositionsAsync(database, items, cancellationToken));
    }

    /// <summary>The export's place in its organization's queue, from 1; null unless it is Queued.</summary>
    public async Task<int?> QueuePositionAsync(Export export, CancellationToken cancellationToken)
    {
        if (export.State != ExportState.Queued)
        {
            return null;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return (await PositionsAsync(database, [export], cancellationToken)).TryGetValue(export.Id, out var position) ? position : null;
    }

    private static bool MaySee(OrganizationAccess access, Export export) =>
        export.UserId == access.Caller.UserId
        || access.Caller.IsInstanceAdmin
        || (access.HasAnyEventScope && access.CanSee(export.Projects.Select(project => project.ProjectId)));

    private static IQueryable<Export> Visible(IQueryable<Export> rows, OrganizationAccess access, ExportFilter filter)
    {
        rows = rows.Where(row => row.OrganizationId == access.Organization.Id);
        if (!filter.WholeOrganization)
        {
            rows = rows.Where(row => row.UserId == access.Caller.UserId);
        }
        else if (!access.Caller.IsInstanceAdmin)
        {
            var visible = access.Projects.Select(project => project.Id).ToList();
            rows = rows.Where(row => row.UserId == access.Caller.UserId || row.Projects.All(project => visible.Contains(project.ProjectId)));
        }

        return rows;
    }

    private static IQueryable<Export> Filter(IQueryable<Export> rows, ExportFilter filter)
    {
        if (filter.States.Count > 0)
        {
            rows = rows.Where(row => filter.States.Contains(row.State));
        }

        if (filter.QueryType is { } type)
        {
            rows = rows.Where(row => row.QueryType == type);
        }

        return string.IsNullOrEmpty(filter.NameContains)
            ? rows
            : rows.Where(row => EF.Functions.Like(row.Name, LikePattern.Containing(filter.NameContains), LikePattern.Escape));
    }

    /// <summary>The places of those that are Queued, with one question for all of them.</summary>
    private static async Task<Dictionary<string, int>> PositionsAsync(AppDbContext database, IReadOnlyList<Export> exports, CancellationToken cancellationToken)
    {
        var queued = exports.Where(export => export.State == ExportState.Queued).Select(export => export.Id).ToList();
        return queued.Count == 0 ? [] : await database.Exports.Where(row => queued.Contains(row.Id))
            .Select(row => new
            {
                row.Id,
                Position = database.Exports.Count(
                    other => other.State == ExportState.Queued && other.OrganizationId == row.OrganizationId && other.Sequence <= row.Sequence),
            })
            .ToDictionaryAsync(row => row.Id, row => row.Position, cancellationToken);
    }
}
