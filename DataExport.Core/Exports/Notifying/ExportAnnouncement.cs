using DataExport.Core.Database;
using DataExport.Core.Mail;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Exports.Notifying;

/// <summary>Owes a mail for the end that an export has come to.</summary>
internal static class ExportAnnouncement
{
    /// <summary>Adds the mail for the state that an export has just come to, as a part of the caller's transaction; at most one a kind and person.</summary>
    public static async Task AnnounceAsync(AppDbContext database, Export export, DateTime now, CancellationToken cancellationToken)
    {
        MailKind? kind = export.State switch
        {
            ExportState.Completed => MailKind.Completed,
            ExportState.Failed => MailKind.Failed,
            _ => null,
        };
        if (kind is null || !export.Notify || export.UserId is not { } userId)
        {
            return;
        }

        var earlier = await database.OutboxMails.FirstOrDefaultAsync(
            row => row.ExportId == export.Id && row.Kind == kind && row.UserId == userId, cancellationToken);
        if (earlier is { State: OutboxState.Dropped })
        {
            // It was never sent: the export was retried before its turn came, and has now failed again.
            (earlier.State, earlier.Failures, earlier.NotBefore, earlier.Error) = (OutboxState.Pending, 0, now, null);
        }

        if (earlier is not null)
        {
            return;
        }

        Outbox.Owe(database, new OutboxMail { ExportId = export.Id, UserId = userId, Kind = kind.Value }, now);
    }
}
