using DataExport.Core.Auditing;
using DataExport.Core.Database;
using DataExport.Core.Events;
using DataExport.Core.Exports;
using DataExport.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Administration;

/// <summary>Every organization of the instance, for those who administer it.</summary>
public sealed class OrganizationDirectory(IDbContextFactory<AppDbContext> databases, ProjectEventCounts events, AuditLog audit, TimeProvider clock)
{
    /// <summary>A page of the organizations, by name. Null (404) when the caller does not administer the instance.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="text">Only those whose name or slug contains this; null or empty for all.</param>
    /// <param name="skip">How many to pass over.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<ListPage<OrganizationFacts>?> ListAsync(Caller caller, string? text, int skip, int take, CancellationToken cancellationToken)
    {
        if (!caller.AdministersInstance)
        {
            return null;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var organizations = Matching(database, text);
        var now = clock.GetUtcNow().UtcDateTime;
        var rows = await organizations.OrderBy(row => row.Name).ThenBy(row => row.Id).Skip(skip).Take(take)
            .Select(row => new
            {
                Organization = row,
                Members = row.Memberships.Count,
                Projects = row.Projects.Select(project => project.Id).ToList(),
                Exports = database.Exports.Count(export => export.OrganizationId == row.Id),
                Bytes = database.Exports
                    .Where(export => export.OrganizationId == row.Id && export.State == ExportState.Completed && export.Artifact != null && export.DateExpired > now)
                    .Sum(export => (long?)export.Artifact!.StoredBytes),
            })
            .AsNoTracking().AsSplitQuery().ToListAsync(cancellationToken);

        var counts = await Task.Run(() => events.Count(rows.SelectMany(row => row.Projects)), cancellationToken);
        return new ListPage<OrganizationFacts>(
            [
                .. from row in rows
                   select new OrganizationFacts(
                       row.Organization.Id, row.Organization.Slug, row.Organization.Name, row.Organization.DateCreated, row.Organization.DiscoverQuery,
                       row.Members, row.Projects.Count, row.Projects.Sum(project => counts[project]), row.Exports, row.Bytes ?? 0),
            ],
            await organizations.CountAsync(cancellationToken));
    }

    /// <summary>Slugs and names of all organizations, by name; none when the caller does not administer the instance.</summary>
    public async Task<IReadOnlyList<(int Id, string Slug, string Name)>> NamesAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.AdministersInstance)
        {
            return [];
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await database.Organizations.OrderBy(row => row.Name).ThenBy(row => row.Id).Select(row => new { row.Id, row.Slug, row.Name }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => (row.Id, row.Slug, row.Name))];
    }

    /// <summary>Switches an organization's exports on or off (the feature <c>discover-query</c>). False (404) when there is no such one, or the caller may not.</summary>
    public async Task<bool> SwitchExportsAsync(Caller caller, int organizationId, bool on, CancellationToken cancellationToken)
    {
        if (!caller.AdministersInstance)
        {
            return false;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.WriteAsync(
            async () =>
            {
                if (await database.Organizations.FindAsync([organizationId], cancellationToken) is not { } organization)
                {
                    return false;
                }

                if (organization.DiscoverQuery != on)
                {
                    organization.DiscoverQuery = on;
                    audit.Add(
                        database, AuditAction.OptionChanged, caller.UserId, organizationId, new AuditSubject(organizationId, organization.Name), on ? "exports on" : "exports off");
                    await database.SaveChangesAsync(cancellationToken);
                }

                return true;
            },
            cancellationToken);
    }

    private static IQueryable<Organization> Matching(AppDbContext database, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return database.Organizations;
        }

        var pattern = LikePattern.Containing(text.Trim());
        return database.Organizations.Where(row => EF.Functions.Like(row.Name, pattern, LikePattern.Escape) || EF.Functions.Like(row.Slug, pattern, LikePattern.Escape));
    }
}
