using DataExport.Core.Database;
using DataExport.Core.Mail;
using DataExport.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Exports.Notifying;

/// <summary>Shows the mails of the whole instance to those who administer it.</summary>
public sealed class MailCatalogue(IDbContextFactory<AppDbContext> databases)
{
    /// <summary>A page of all mails, newest first, and how many there are. Null (403) when the caller does not administer the instance.</summary>
    public async Task<(IReadOnlyList<MailEntry> Items, int Total)?> ListAsync(Caller caller, int skip, int take, CancellationToken cancellationToken)
    {
        if (!caller.AdministersInstance)
        {
            return null;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var mails = database.OutboxMails.AsNoTracking();
        return (
            [.. (await Entries(database, mails.OrderByDescending(row => row.Id).Skip(skip).Take(take)).ToListAsync(cancellationToken)).OrderByDescending(entry => entry.Mail.Id)],
            await mails.CountAsync(cancellationToken));
    }

    /// <summary>One mail. Null when there is none, or the caller does not administer the instance.</summary>
    public async Task<MailEntry?> FindAsync(Caller caller, long id, CancellationToken cancellationToken)
    {
        if (!caller.AdministersInstance)
        {
            return null;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await Entries(database, database.OutboxMails.AsNoTracking().Where(row => row.Id == id)).FirstOrDefaultAsync(cancellationToken);
    }

    private static IQueryable<MailEntry> Entries(AppDbContext database, IQueryable<OutboxMail> mails) =>
        from mail in mails
        join user in database.Users on mail.UserId equals user.Id into users
        from user in users.DefaultIfEmpty()
        join export in database.Exports on mail.ExportId equals export.Id into exports
        from export in exports.DefaultIfEmpty()
        join invitation in database.Invitations on mail.InvitationId equals invitation.Id into invitations
        from invitation in invitations.DefaultIfEmpty()
        join organization in database.Organizations on export.OrganizationId equals organization.Id into organizations
        from organization in organizations.DefaultIfEmpty()
        select new MailEntry(mail, user!.Email ?? invitation!.Email, export!.Name, organization!.Slug);
}
