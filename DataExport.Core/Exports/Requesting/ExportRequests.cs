using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DataExport.Core.Auditing;
using DataExport.Core.Database;
using DataExport.Core.Events;
using DataExport.Core.Exports.Notifying;
using DataExport.Core.Exports.Queue;
using DataExport.Core.Organizations;
using DataExport.Core.Queries;
using DataExport.Core.Queries.Discover;
using DataExport.Core.Queries.IssuesByTag;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DataExport.Core.Exports.Requesting;

/// <summary>Accepts requests: validates, normalises, freezes, deduplicates and limits them, and puts them into the queue.</summary>
public sealed class ExportRequests(
    IDbContextFactory<AppDbContext> databases,
    RequestCheck check,
    EventStore store,
    ExportQueue queue,
    ExportChanges changes,
    AuditLog audit,
    IOptions<ExportSettings> settings,
    TimeProvider clock)
{
    private const int LongestDefaultName = 80;
    private static readonly TimeSpan IdempotencyKeyLife = TimeSpan.FromHours(24);

    /// <summary>Accepts a request, or says why not. What is accepted is on disk when this returns.</summary>
    public async Task<SubmitResult> SubmitAsync(OrganizationAccess access, ExportRequest request, CancellationToken cancellationToken) =>
        check.Check(access, request) switch
        {
            QueryResult.Forbidden => new SubmitResult.Forbidden(),
            QueryResult.Invalid(var errors) => new SubmitResult.Invalid(errors),
            QueryResult.Valid valid => await AcceptAsync(access, request, valid, cancellationToken),
            var other => throw new InvalidOperationException($"No answer for {other}."),
        };

    private async Task<SubmitResult> AcceptAsync(
        OrganizationAccess access, ExportRequest request, QueryResult.Valid query, CancellationToken cancellationToken)
    {
        // Read before the row is committed, so that no event that is older than the answer is left out.
        var export = Build(access, request, query, store.CutOff);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var result = await database.WriteAsync(() => StoreAsync(database, access, request, export, cancellationToken), cancellationToken);
        if (result is SubmitResult.Accepted { IsNew: true } accepted)
        {
            queue.Wake();
            changes.Publish(accepted.Export.Id);
        }

        return result;
    }

    private async Task<SubmitResult> StoreAsync(
        AppDbContext database, OrganizationAccess access, ExportRequest request, Export export, CancellationToken cancellationToken)
    {
        if (await FindByKeyAsync(database, access, request, cancellationToken) is { } answered)
        {
            return answered;
        }

        var twin = await WithParts(database.Exports)
            .FirstOrDefaultAsync(row => row.DedupeKey == export.DedupeKey && (row.State == ExportState.Queued || row.State == ExportState.Generating), cancellationToken);
        if (twin is null && await IsOverLimitAsync(database, access, cancellationToken))
        {
            return new SubmitResult.TooMany(
                $"You keep {ExportLimits.Of(access.Organization.Plan, settings.Value).PerUser} exports, which is the most that one person can have. Delete some, or wait until they expire.");
        }

        if (twin is null)
        {
            export.Sequence = (await database.Exports.MaxAsync(row => (long?)row.Sequence, cancellationToken) ?? 0) + 1;
            database.Exports.Add(export);
            audit.Add(database, AuditAction.ExportRequested, access.Caller.UserId, access.Organization.Id, new AuditSubject(export.Id));
        }

        Remember(database, access, request, (twin ?? export).Id);
        await database.SaveChangesAsync(cancellationToken);
        await database.Entry(twin ?? export).Reference(row => row.User).LoadAsync(cancellationToken);
        return new SubmitResult.Accepted(twin ?? export, IsNew: twin is null);
    }

    private async Task<SubmitResult?> FindByKeyAsync(
        AppDbContext database, OrganizationAccess access, ExportRequest request, CancellationToken cancellationToken)
    {
        if (request.IdempotencyKey is null)
        {
            return null;
        }

        var oldest = clock.GetUtcNow().UtcDateTime - IdempotencyKeyLife;
        await database.IdempotencyKeys.Where(row => row.DateCreated < oldest).ExecuteDeleteAsync(cancellationToken);
        var known = await database.IdempotencyKeys.FirstOrDefaultAsync(
            row => row.OrganizationId == access.Organization.Id && row.UserId == access.Caller.UserId && row.Key == request.IdempotencyKey, cancellationToken);
        if (known is null)
        {
            return null;
        }

        if (known.BodyHash != request.BodyHash)
        {
            return new SubmitResult.Conflict("This Idempotency-Key was used for another request body. Use a new key for a new request.");
        }

        var export = await WithParts(database.Exports).FirstOrDefaultAsync(row => row.Id == known.ExportId, cancellationToken);
        if (export is not null)
        {
            return new SubmitResult.Accepted(export, IsNew: false);
        }

        // Its export was deleted: the key is free again.
        database.IdempotencyKeys.Remove(known);
        await database.SaveChangesAsync(cancellationToken);
        return null;
    }

    private void Remember(AppDbContext database, OrganizationAccess access, ExportRequest request, string exportId)
    {
        if (request.IdempotencyKey is not null)
        {
            database.IdempotencyKeys.Add(new IdempotencyKey
            {
                OrganizationId = access.Organization.Id, UserId = access.Caller.UserId, Key = request.IdempotencyKey,
                BodyHash = request.BodyHash, ExportId = exportId, DateCreated = clock.GetUtcNow().UtcDateTime,
            });
        }
    }

    private async Task<bool> IsOverLimitAsync(AppDbContext database, OrganizationAccess access, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var kept = await database.Exports.CountAsync(
            row => row.UserId == access.Caller.UserId && row.OrganizationId == access.Organization.Id
                && (row.State == ExportState.Queued || row.State == ExportState.Generating || (row.State == ExportState.Completed && row.DateExpired > now)),
            cancellationToken);
        return kept >= ExportLimits.Of(access.Organization.Plan, settings.Value).PerUser;
    }

    private Export Build(OrganizationAccess access, ExportRequest request, QueryResult.Valid query, long cutOff)
    {
        var now = clock.GetUtcNow();
        var export = new Export
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            OrganizationId = access.Organization.Id,
            UserId = access.Caller.UserId,
            Name = string.IsNullOrWhiteSpace(request.Name) ? DefaultName(access, query.Query) : request.Name.Trim(),
            QueryType = request.QueryType,
            RequestedQuery = request.QueryInfo.GetRawText(),
            FrozenQuery = JsonSerializer.Serialize<object>(query.Query, QuerySettings.Json),
            CutOff = cutOff,
            Options = request.Options,
            Limit = request.Limit,
            Notify = request.Notify,
            DedupeKey = DedupeKey(access, request, query.Canonical),
            DateCreated = now.UtcDateTime,
            Warnings = [.. request.Warnings, .. query.Warnings],
        };
        export.Projects.AddRange(
            from project in access.Projects
            where query.Query.ProjectIds.Contains(project.Id)
            select new ExportProject { ProjectId = project.Id, Slug = project.Slug });
        return export;
    }

    private static string DefaultName(OrganizationAccess access, FrozenQuery query)
    {
        var projects = string.Join(", ", access.Projects.Where(project => query.ProjectIds.Contains(project.Id)).Select(project => project.Slug));
        var text = query switch
        {
            IssuesByTagQuery tag => $"{tag.Key} of issue {tag.Group.ToString(CultureInfo.InvariantCulture)} in {projects}",
            DiscoverQuery discover when !string.IsNullOrWhiteSpace(discover.Query) => discover.Query.Trim(),
            _ => $"Events of {projects}",
        };

        return text.Length <= LongestDefaultName ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[LongestDefaultName - 2]) ? LongestDefaultName - 2 : LongestDefaultName - 1), "…");
    }

    private static string DedupeKey(OrganizationAccess access, ExportRequest request, string canonicalQuery)
    {
        var text = string.Join('\n', access.Organization.Id, access.Caller.UserId, request.QueryType, canonicalQuery, request.Limit,
            JsonSerializer.Serialize(request.Options, QuerySettings.Json));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static IQueryable<Export> WithParts(IQueryable<Export> exports) => exports.Include(row => row.Projects).Include(row => row.User);
}
