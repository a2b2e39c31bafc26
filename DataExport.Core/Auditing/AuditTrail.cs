using DataExport.Core.Database;
using DataExport.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Auditing;

/// <summary>
/// Shows who did what to those who administer the instance, and to owners what was done in their organization: the audit log, and the record
/// of downloads between its entries.
/// </summary>
public sealed class AuditTrail(IDbContextFactory<AppDbContext> databases)
{
    // Downloads have a record of their own, so they are not written down twice. Where its export was deleted, the entry of the request
    // tells which organization it belonged to.
    private const string Lines =
        """
        SELECT entry."Date", entry."Action", entry."Id", entry."UserId", person."Email" AS "Who",
            entry."OrganizationId", place."Name" AS "OrganizationName", place."Slug" AS "OrganizationSlug",
            entry."SubjectId", coalesce(entry."SubjectName", export."Name") AS "SubjectName", export."Id" IS NOT NULL AS "IsExport",
            entry."Detail", entry."Address", NULL AS "BytesSent", NULL AS "Finished"
        FROM "AuditEntries" AS entry
        LEFT JOIN "AspNetUsers" AS person ON person."Id" = entry."UserId"
        LEFT JOIN "Organizations" AS place ON place."Id" = entry."OrganizationId"
        LEFT JOIN "Exports" AS export ON export."Id" = entry."SubjectId"
        UNION ALL
        SELECT download."Date", 'ExportDownloaded', download."Id", download."UserId", person."Email",
            place."Id", place."Name", place."Slug",
            download."ExportId", export."Name", export."Id" IS NOT NULL,
            NULL, download."Address", download."BytesSent", download."Finished"
        FROM "Downloads" AS download
        LEFT JOIN "AspNetUsers" AS person ON person."Id" = download."UserId"
        LEFT JOIN "Exports" AS export ON export."Id" = download."ExportId"
        LEFT JOIN "Organizations" AS place ON place."Id" = coalesce(export."OrganizationId", (
            SELECT request."OrganizationId" FROM "AuditEntries" AS request WHERE request."SubjectId" = download."ExportId" LIMIT 1))
        """;

    /// <summary>A page, newest first. Null (404) when the caller does not administer the instance.</summary>
    public async Task<AuditPage?> ListAsync(Caller caller, AuditFilter filter, CancellationToken cancellationToken)
    {
        return caller.AdministersInstance ? await ReadAsync(filter, cancellationToken) : null;
    }

    /// <summary>A page of what was done in an organization, newest first, whatever organization the filter names. Takes <c>org:admin</c>; null (404) without.</summary>
    public async Task<AuditPage?> ListAsync(OrganizationAccess access, AuditFilter filter, CancellationToken cancellationToken) =>
        access.Has(Scopes.OrgAdmin) ? await ReadAsync(filter with { OrganizationId = access.Organization.Id }, cancellationToken) : null;

    private async Task<AuditPage> ReadAsync(AuditFilter filter, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var lines = Filter(database.Database.SqlQueryRaw<AuditLine>(Lines), filter);
        return new AuditPage(
            await lines.OrderByDescending(line => line.Date).ThenByDescending(line => line.Id).Skip(filter.Skip).Take(filter.Take).ToListAsync(cancellationToken),
            await lines.CountAsync(cancellationToken));
    }

    private static IQueryable<AuditLine> Filter(IQueryable<AuditLine> lines, AuditFilter filter)
    {
        if (filter.Actions.Count > 0)
        {
            var names = filter.Actions.Select(action => action.ToString()).ToList();
            lines = lines.Where(line => names.Contains(line.Action));
        }

        if (filter.OrganizationId is { } organization)
        {
            lines = lines.Where(line => line.OrganizationId == organization);
        }

        if (filter.Since is { } since)
        {
            lines = lines.Where(line => line.Date >= since);
        }

        if (filter.Before is { } before)
        {
            lines = lines.Where(line => line.Date < before);
        }

        return string.IsNullOrEmpty(filter.Who) ? lines : lines.Where(line => EF.Functions.Like(line.Who!, LikePattern.Containing(filter.Who), LikePattern.Escape));
    }
}
