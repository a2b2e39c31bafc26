using DataExport.Core.Database;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Exports.Notifying;

/// <summary>Tells a person which of their exports came to an end since they looked: of every organization that they are still in.</summary>
public sealed class ExportNotices(IDbContextFactory<AppDbContext> databases)
{
    /// <summary>How many are listed at most.</summary>
    public const int Most = 10;

    /// <summary>What finished, completed or failed.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<ExportNoticeList> ListAsync(int userId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var seen = await database.Users.Where(row => row.Id == userId).Select(row => row.NotificationsSeenAt).FirstOrDefaultAsync(cancellationToken)
            ?? DateTime.MinValue;
        var finished = database.Exports.AsNoTracking().Where(row =>
            row.UserId == userId && row.DateFinished != null && (row.State == ExportState.Completed || row.State == ExportState.Failed)
            && database.Memberships.Any(membership => membership.UserId == userId && membership.OrganizationId == row.OrganizationId));
        var rows = await finished.OrderByDescending(row => row.DateFinished).ThenByDescending(row => row.Sequence).Take(Most)
            .Select(row => new { row.Id, row.Organization!.Slug, row.Name, row.State, Rows = row.Artifact == null ? (long?)null : row.Artifact.Rows, row.DateFinished })
            .ToListAsync(cancellationToken);
        return new ExportNoticeList(
            [.. rows.Select(row => new ExportNotice(row.Id, row.Slug, row.Name, row.State, row.Rows, row.DateFinished!.Value, row.DateFinished > seen))],
            await finished.CountAsync(row => row.DateFinished > seen, cancellationToken));
    }

    /// <summary>Notes that the person has looked at everything that finished until then; what finished later stays new.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="until">When the latest finished that was looked at, UTC.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task SeeAsync(int userId, DateTime until, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.WriteAsync(
            () => database.Users.Where(row => row.Id == userId && (row.NotificationsSeenAt == null || row.NotificationsSeenAt < until))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.NotificationsSeenAt, until), cancellationToken),
            cancellationToken);
    }
}
