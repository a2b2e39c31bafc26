using DataExport.Core.Database;
using DataExport.Core.Mail;
using DataExport.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Exports.Notifying;

/// <summary>Finds out, just before a mail about an export is sent, whether there is still something to tell, and to whom.</summary>
public sealed class OwedMails(IDbContextFactory<AppDbContext> databases, AccessRules rules, ExportCatalogue catalogue, TimeProvider clock)
{
    /// <summary>
    /// What the mail tells. Null when that is over: the export or the person is gone, or the person's access to it, or the state
    /// that the mail tells of, after a retry or past the expiry.
    /// </summary>
    public async Task<OwedMail?> FindAsync(OutboxMail mail, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var user = await database.Users.AsNoTracking().FirstOrDefaultAsync(row => row.Id == mail.UserId, cancellationToken);
        var organization = await database.Exports.Where(row => row.Id == mail.ExportId).Select(row => (int?)row.OrganizationId).FirstOrDefaultAsync(cancellationToken);
        if (user?.Email is null || organization is null
            || await rules.FindAsync(new Caller(user.Id, user.IsInstanceAdmin), organization.Value, cancellationToken) is not { } access
            || await catalogue.FindAsync(access, mail.ExportId!, cancellationToken) is not { } export)
        {
            return null;
        }

        var holds = mail.Kind == MailKind.Completed
            ? export.StatusAt(clock.GetUtcNow().UtcDateTime) == DownloadStatus.Valid
            : export.State == ExportState.Failed;
        return holds ? new OwedMail(mail, export, access.Organization, user) : null;
    }
}
