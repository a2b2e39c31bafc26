using DataExport.Core.Auditing;
using DataExport.Core.Database;
using DataExport.Core.Exports.Notifying;
using DataExport.Core.Exports.Queue;
using DataExport.Core.Exports.Storage;
using DataExport.Core.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DataExport.Core.Exports;

/// <summary>What people do to an export: the owner always may, others need <c>org:admin</c>.</summary>
public sealed class ExportActions(
    IDbContextFactory<AppDbContext> databases, ExportCatalogue catalogue, ExportQueue queue, IArtifactStore artifacts, ExportChanges changes,
    AuditLog audit, IOptions<ExportSettings> settings, TimeProvider clock)
{
    private static readonly TimeSpan LongestRetention = TimeSpan.FromDays(180);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Ends an export that is Queued at once, and one that is Generating at its exporter's next heartbeat.</summary>
    public Task<ActionResult> CancelAsync(OrganizationAccess access, string id, CancellationToken cancellationToken) => ChangeAsync(
        access, id, AuditAction.ExportCancelled,
        (_, export) =>
        {
            switch (export.State)
            {
                case ExportState.Queued:
                    ExportClaims.End(export, ExportState.Cancelled, Now);
                    return Task.FromResult<string?>(null);
                case ExportState.Generating:
                    export.CancelRequested = true;
                    return Task.FromResult<string?>(null);
                default:
                    return Task.FromResult<string?>($"This export is {export.State}; only one that is Queued or Generating can be cancelled.");
            }
        },
        cancellationToken);

    /// <summary>Puts a failed export back into the queue, with the query and the cut-off that it had.</summary>
    public async Task<ActionResult> RetryAsync(OrganizationAccess access, string id, CancellationToken cancellationToken)
    {
        var result = await ChangeAsync(
            access, id, AuditAction.ExportRetried,
            async (database, export) =>
            {
                if (export.State != ExportState.Failed)
                {
                    return $"This export is {export.State}; only one that Failed can be retried.";
                }

                if (await database.Exports.AnyAsync(
                    row => row.DedupeKey == export.DedupeKey && (row.State == ExportState.Queued || row.State == ExportState.Generating), cancellationToken))
                {
                    return "The same export is under way already; see My Exports.";
                }

                (export.State, export.DateFinished, export.CancelRequested) = (ExportState.Queued, null, false);
                (export.ErrorCode, export.ErrorMessage, export.WaitingReason) = (null, null, null);
                (export.Failures, export.Crashes, export.NotBefore, export.StorageFullSince) = (0, 0, null, null);
                (export.RowsWritten, export.BytesWritten) = (0, 0);
                return null;
            },
            cancellationToken);
        queue.Wake();
        return result;
    }

    /// <summary>Keeps the file of a completed export longer: by another time of retention, up to 180 days from the request.</summary>
    public Task<ActionResult> ExtendAsync(OrganizationAccess access, string id, CancellationToken cancellationToken) => ChangeAsync(
        access, id, AuditAction.ExportExtended,
        (_, export) =>
        {
            if (export.StatusAt(Now) != DownloadStatus.Valid)
            {
                return Task.FromResult<string?>("Only an export whose file is there can be kept longer.");
            }

            var latest = export.DateCreated + LongestRetention;
            if (export.DateExpired >= latest)
            {
                return Task.FromResult<string?>($"A file is kept for at most {LongestRetention.Days} days from the request.");
            }

            var extended = export.DateExpired!.Value.AddDays(settings.Value.RetentionDays);
            export.DateExpired = extended < latest ? extended : latest;
            return Task.FromResult<string?>(null);
        },
        cancellationToken);

    /// <summary>Removes an export with its file; the exporter of a running one stops at its next heartbeat.</summary>
    public async Task<ActionResult> DeleteAsync(OrganizationAccess access, string id, CancellationToken cancellationToken)
    {
        string? key = null;
        var result = await ChangeAsync(
            access, id, AuditAction.ExportDeleted,
            (database, export) =>
            {
                key = export.Artifact?.Key;
                database.Exports.Remove(export);
                return Task.FromResult<string?>(null);
            },
            cancellationToken);

        // The row first: a file without a row is swept, a row without a file would be a broken promise.
        if (key is not null)
        {
            artifacts.Delete(key);
        }

        return result is ActionResult.Done ? new ActionResult.Done(null) : result;
    }

    /// <summary>Changes an export in one transaction, after asking whether the caller may.</summary>
    /// <param name="access">The caller's access.</param>
    /// <param name="id">The export.</param>
    /// <param name="action">What the audit log calls it.</param>
    /// <param name="change">Changes the row, or returns a sentence that says why its state does not allow it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    private async Task<ActionResult> ChangeAsync(
        OrganizationAccess access, string id, AuditAction action, Func<AppDbContext, Export, Task<string?>> change, CancellationToken cancellationToken)
    {
        if (await catalogue.FindAsync(access, id, cancellationToken) is not { } seen)
        {
            return new ActionResult.NotFound();
        }

        if (seen.UserId != access.Caller.UserId && !access.AdministersExports)
        {
            return new ActionResult.Forbidden();
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var result = await database.WriteAsync<ActionResult>(
            async () =>
            {
                var export = await database.Exports.Include(row => row.Projects).Include(row => row.User).FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
                if (export is null)
                {
                    return new ActionResult.NotFound();
                }

                if (await change(database, export) is { } refusal)
                {
                    return new ActionResult.WrongState(refusal);
                }

                audit.Add(database, action, access.Caller.UserId, access.Organization.Id, new AuditSubject(id));
                await database.SaveChangesAsync(cancellationToken);
                return new ActionResult.Done(export);
            },
            cancellationToken);
        changes.Publish(id);
        return result;
    }
}
