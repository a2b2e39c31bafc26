using DataExport.Core.Database;
using DataExport.Core.Exports.Notifying;
using DataExport.Core.Exports.Storage;
using DataExport.Core.Queries.Scratch;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Exports.Retention;

/// <summary>Removes what is no longer kept: files that have expired, and files that nobody knows.</summary>
public sealed class ExportRetention(
    IDbContextFactory<AppDbContext> databases, IArtifactStore artifacts, ScratchFolder scratch, ExportChanges changes, TimeProvider clock)
{
    /// <summary>
    /// Removes the files of expired exports and keeps their rows. An export counts as expired by the clock alone, so this only
    /// makes room.
    /// </summary>
    /// <returns>How many files were removed.</returns>
    public async Task<int> RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var expired = await database.Exports.AsNoTracking()
            .Where(row => row.State == ExportState.Completed && row.DateExpired <= now && row.Artifact != null)
            .Select(row => new { row.Id, row.Artifact!.Key })
            .ToDictionaryAsync(row => row.Key, row => row.Id, cancellationToken);
        var removed = artifacts.Keys().Where(expired.ContainsKey).ToList();
        foreach (var key in removed)
        {
            artifacts.Delete(key);
            changes.Publish(expired[key]);
        }

        return removed.Count;
    }

    /// <summary>
    /// Removes artifacts that no export names, and part and scratch files of ended exports and attempts; it spares those of the running
    /// attempt, of the checkpoint, and of a finished file that is about to be published.
    /// </summary>
    /// <returns>How many files were removed.</returns>
    public async Task<int> RemoveOrphansAsync(CancellationToken cancellationToken)
    {
        // The files are listed first: one that comes later belongs to somebody.
        var parts = artifacts.Parts();
        var keys = artifacts.Keys();
        var scratches = scratch.Names();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var live = await database.Exports.AsNoTracking()
            .Where(row => row.State == ExportState.Queued || row.State == ExportState.Generating)
            .Select(row => new { row.Id, row.Attempt, row.Checkpoint })
            .ToDictionaryAsync(row => row.Id, cancellationToken);

        // After the live ones: an export that ends in between is then in one of the two, not in neither.
        var known = (await database.Exports.AsNoTracking().Where(row => row.Artifact != null).Select(row => row.Artifact!.Key).ToListAsync(cancellationToken)).ToHashSet();
        known.UnionWith(from export in live.Values let finished = export.Checkpoint?.Finished where finished is not null select finished.Artifact.Key);
        var orphanedKeys = keys.Where(key => !known.Contains(key)).ToList();
        var orphanedParts = parts.Where(part => !live.TryGetValue(part.ExportId, out var export)
            || (part.Attempt != export.Attempt && part.Attempt != export.Checkpoint?.Attempt)).ToList();
        orphanedKeys.ForEach(artifacts.Delete);
        orphanedParts.ForEach(part => artifacts.DeletePart(part.ExportId, part.Attempt));
        var orphanedScratches = scratches.Where(name => !live.ContainsKey(name)).ToList();
        orphanedScratches.ForEach(scratch.Delete);
        return orphanedKeys.Count + orphanedParts.Count + orphanedScratches.Count;
    }
}
