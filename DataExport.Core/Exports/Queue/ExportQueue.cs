using System.Threading.Channels;
using DataExport.Core.Database;
using DataExport.Core.Exports.Notifying;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DataExport.Core.Exports.Queue;

/// <summary>
/// The queue is the table of exports itself. Organizations take turns, so that one with hundreds of exports cannot hold back
/// another with one.
/// </summary>
public sealed class ExportQueue(
    IDbContextFactory<AppDbContext> databases, ExportLeases leases, ExportThroughput throughput, ExportChanges changes, IOptions<ExportSettings> settings, TimeProvider clock)
{
    /// <summary>The longest time that an export is told to wait before it is tried again.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Lets one waiting exporter look at the queue at once.</summary>
    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Waits until there may be something to claim.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await _wake.Reader.ReadAsync(cancellationToken);

    /// <summary>
    /// Claims an export: among the organizations below their running limit, of the one with the fewest running, then of the one
    /// whose turn was longest ago, the one that was accepted first. Null when there is none.
    /// </summary>
    /// <param name="owner">The exporter's name, unique among all nodes.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<Export?> ClaimAsync(string owner, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var claimed = await database.WriteAsync(
            async () =>
            {
                if (await NextAsync(database, cancellationToken) is not { } export)
                {
                    return null;
                }

                export.State = ExportState.Generating;
                export.Owner = owner;
                export.Attempt++;
                export.DateStarted ??= Now;
                (export.WaitingReason, export.NotBefore) = (null, null);
                (export.RowsWritten, export.BytesWritten) = (export.Checkpoint?.Rows ?? 0, export.Checkpoint?.ContentBytes ?? 0);
                export.Organization!.LastTurn = (await database.Organizations.MaxAsync(row => (long?)row.LastTurn, cancellationToken) ?? 0) + 1;

                // Before the commit: once the row says Generating, a sweep looks for the lease.
                leases.Renew(new ExportClaim(export.Id, export.Attempt, owner));
                await database.SaveChangesAsync(cancellationToken);
                return export;
            },
            cancellationToken);
        if (claimed is not null)
        {
            throughput.Begin(new ExportClaim(claimed.Id, claimed.Attempt, owner), claimed.RowsWritten, claimed.BytesWritten);

            // There may be more than this one: the next exporter looks too.
            Wake();
            changes.Publish(claimed.Id);
        }

        return claimed;
    }

    private async Task<Export?> NextAsync(AppDbContext database, CancellationToken cancellationToken)
    {
        var now = Now;

        // A time further off than any pause was set before the clock leapt back.
        var leapt = now + LongestPause;
        var waiting = await database.Exports
            .Where(row => row.State == ExportState.Queued && (row.NotBefore == null || row.NotBefore <= now || row.NotBefore > leapt))
            .GroupBy(row => row.OrganizationId)
            .Select(group => new { OrganizationId = group.Key, First = group.Min(row => row.Sequence) })
            .Join(
                database.Organizations, first => first.OrganizationId, organization => organization.Id,
                (first, organization) => new
                {
                    first.First,
                    organization.LastTurn,
                    Most = organization.Plan.Running,
                    Running = database.Exports.Count(row => row.OrganizationId == organization.Id && row.State == ExportState.Generating),
                })
            .ToListAsync(cancellationToken);
        var next = waiting.Where(row => row.Running < (row.Most ?? settings.Value.RunningPerOrganization))
            .OrderBy(row => row.Running).ThenBy(row => row.LastTurn).ThenBy(row => row.First)
            .FirstOrDefault();
        return next is null
            ? null
            : await database.Exports.Include(row => row.Projects).Include(row => row.Organization)
                .FirstAsync(row => row.Sequence == next.First, cancellationToken);
    }
}
