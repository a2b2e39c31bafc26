using DataExport.Core.Database;
using DataExport.Core.Exports.Generating;
using DataExport.Core.Exports.Notifying;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DataExport.Core.Exports.Queue;

/// <summary>
/// What an exporter writes about an export that it has claimed. Each change names the claim and the state Generating; once
/// they no longer hold, it does nothing and says so. An export that a person asked to cancel becomes Cancelled, whatever the
/// exporter had to tell.
/// </summary>
public sealed class ExportClaims(
    IDbContextFactory<AppDbContext> databases, ExportQueue queue, ExportLeases leases, ExportThroughput throughput, ExportChanges changes,
    IOptions<ExportSettings> settings, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Renews the lease and notes the progress.</summary>
    public async Task<HeartbeatResult> HeartbeatAsync(ExportClaim claim, GenerationProgress progress, CancellationToken cancellationToken)
    {
        // Before the database is asked, which may take a while: it is the exporter that gives a sign of life. Should the claim
        // be lost, this renews nothing that anybody looks at.
        leases.Renew(claim);
        var (rows, estimate, bytes) = (progress.Rows, progress.Estimate, progress.Bytes);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var result = await database.WriteAsync(
            async () =>
            {
                var renewed = await Claimed(database, claim).ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.RowsWritten, rows)
                        .SetProperty(row => row.RowsEstimate, estimate)
                        .SetProperty(row => row.BytesWritten, bytes),
                    cancellationToken);
                return renewed == 0 ? HeartbeatResult.Lost
                    : await Claimed(database, claim).AnyAsync(row => row.CancelRequested, cancellationToken) ? HeartbeatResult.CancelRequested
                    : HeartbeatResult.Renewed;
            },
            cancellationToken);
        if (result == HeartbeatResult.Renewed)
        {
            leases.Renew(claim);
        }

        throughput.Note(claim, rows, bytes);
        changes.Publish(claim.ExportId, isProgress: true);
        return result;
    }

    /// <summary>Whether the claim still holds.</summary>
    public async Task<bool> HoldsAsync(ExportClaim claim, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await Claimed(database, claim).AnyAsync(cancellationToken);
    }

    /// <summary>Keeps the lease of an exporter that lives but cannot write to the database at the moment.</summary>
    public void HoldOn(ExportClaim claim) => leases.Renew(claim);

    /// <summary>Notes a checkpoint, whose part of the file is on disk. Crashes before it no longer count.</summary>
    public async Task<bool> CheckpointAsync(ExportClaim claim, Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var noted = await database.WriteAsync(
            () => Claimed(database, claim).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Checkpoint, checkpoint)
                    .SetProperty(row => row.Crashes, 0)
                    .SetProperty(row => row.StorageFullSince, (DateTime?)null),
                cancellationToken),
            cancellationToken) == 1;
        if (noted)
        {
            leases.Renew(claim);
        }

        return noted;
    }

    /// <summary>Generating → Completed: the facts of the file, its expiry and the mail, in one transaction.</summary>
    /// <returns>The export as it is now; null when the claim no longer holds.</returns>
    public Task<Export?> CompleteAsync(ExportClaim claim, FinishedFile file, CancellationToken cancellationToken) => ChangeAsync(
        claim,
        export =>
        {
            export.Artifact = file.Artifact;
            export.Truncated = file.Truncated;
            export.Warnings = [.. file.Warnings];
            (export.RowsWritten, export.RowsEstimate, export.BytesWritten) = (file.Artifact.Rows, file.Artifact.Rows, file.Artifact.ContentBytes);
            export.DateExpired = Now.AddDays(settings.Value.RetentionDays);
            End(export, ExportState.Completed, Now);
        },
        cancellationToken);

    /// <summary>Generating → Failed, with the mail, in one transaction.</summary>
    /// <returns>The export as it is now; null when the claim no longer holds.</returns>
    public Task<Export?> FailAsync(ExportClaim claim, string code, string message, CancellationToken cancellationToken) =>
        ChangeAsync(claim, export => Fail(export, code, message, Now), cancellationToken);

    /// <summary>Generating → Cancelled, after a person asked for it.</summary>
    /// <returns>The export as it is now; null when the claim no longer holds.</returns>
    public Task<Export?> CancelAsync(ExportClaim claim, CancellationToken cancellationToken) =>
        ChangeAsync(claim, export => End(export, ExportState.Cancelled, Now), cancellationToken);

    /// <summary>Generating → Queued, to go on from the checkpoint, now or later, or to whatever else the change says.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="change">What else changes: when to go on, why it waits, what counts.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The export as it is now; null when the claim no longer holds.</returns>
    public Task<Export?> GiveBackAsync(ExportClaim claim, Action<Export> change, CancellationToken cancellationToken) => ChangeAsync(
        claim,
        export =>
        {
            export.State = ExportState.Queued;
            change(export);
        },
        cancellationToken);

    /// <summary>Makes an export Failed, as a part of a change.</summary>
    internal static void Fail(Export export, string code, string message, DateTime now)
    {
        (export.ErrorCode, export.ErrorMessage) = (code, message);
        End(export, ExportState.Failed, now);
    }

    /// <summary>Brings an export to an end, as a part of a change.</summary>
    internal static void End(Export export, ExportState state, DateTime now) =>
        (export.State, export.DateFinished, export.Checkpoint, export.WaitingReason) = (state, now, null, null);

    private async Task<Export?> ChangeAsync(ExportClaim claim, Action<Export> change, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var changed = await database.WriteAsync(
            async () =>
            {
                if (await Claimed(database, claim).FirstOrDefaultAsync(cancellationToken) is not { } export)
                {
                    return null;
                }

                export.Owner = null;
                if (export.CancelRequested)
                {
                    // Whoever asked to cancel was told that it will be, whatever else came of it meanwhile.
                    End(export, ExportState.Cancelled, Now);
                }
                else
                {
                    change(export);
                }

                await ExportAnnouncement.AnnounceAsync(database, export, Now, cancellationToken);
                await database.SaveChangesAsync(cancellationToken);
                return export;
            },
            cancellationToken);
        leases.End(claim);
        if (changed is not null)
        {
            throughput.Note(claim, changed.RowsWritten, changed.BytesWritten);
            // The organization has room for its next one.
            queue.Wake();
            changes.Publish(claim.ExportId);
        }

        throughput.End(claim);
        return changed;
    }

    private static IQueryable<Export> Claimed(AppDbContext database, ExportClaim claim) => database.Exports.Where(
        row => row.Id == claim.ExportId && row.Attempt == claim.Attempt && row.Owner == claim.Owner && row.State == ExportState.Generating);
}
