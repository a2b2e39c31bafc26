using DataExport.Core.Database;
using DataExport.Core.Exports.Notifying;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Exports.Queue;

/// <summary>Takes exports back from exporters that died or fell silent.</summary>
public sealed class ExportSweep(
    IDbContextFactory<AppDbContext> databases, ExportQueue queue, ExportLeases leases, ExportChanges changes, TimeProvider clock)
{
    /// <summary>How many exporters may die over an export, without its checkpoint advancing, before it is put aside.</summary>
    public const int MostCrashes = 3;

    /// <summary>
    /// Generating → Queued for every export whose lease has lapsed, and Failed for one that exporters keep dying over. At the
    /// start of the process no lease is held, so it takes every Generating export back at once.
    /// </summary>
    /// <returns>The ids of the exports that were taken back.</returns>
    public async Task<IReadOnlyList<string>> TakeBackLapsedAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var taken = await database.WriteAsync(() => TakeBackAsync(database, cancellationToken), cancellationToken);

        // Also for those whose time to wait (NotBefore) is over.
        queue.Wake();
        foreach (var id in taken)
        {
            changes.Publish(id);
        }

        return taken;
    }

    private async Task<IReadOnlyList<string>> TakeBackAsync(AppDbContext database, CancellationToken cancellationToken)
    {
        var generating = await database.Exports.Where(row => row.State == ExportState.Generating).ToListAsync(cancellationToken);
        var lapsed = generating.Where(row => !leases.IsHeld(row.Id, row.Attempt)).ToList();
        foreach (var export in lapsed)
        {
            await TakeBackAsync(database, export, cancellationToken);
        }

        await database.SaveChangesAsync(cancellationToken);
        return [.. lapsed.Select(export => export.Id)];
    }

    private async Task TakeBackAsync(AppDbContext database, Export export, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        export.Owner = null;
        export.Crashes++;
        if (export.CancelRequested)
        {
            ExportClaims.End(export, ExportState.Cancelled, now);
        }
        else if (export.Crashes < MostCrashes)
        {
            export.State = ExportState.Queued;
        }
        else
        {
            ExportClaims.Fail(
                export, ExportErrorCode.ExporterCrashed,
                $"The program stopped {MostCrashes} times in a row while it made this file, so it was put aside. Retry it; if it happens again, tell the administrator the id of this export.",
                now);
            await ExportAnnouncement.AnnounceAsync(database, export, now, cancellationToken);
        }
    }
}
