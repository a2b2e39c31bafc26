using DataExport.Core.Exports.Notifying;
using DataExport.Core.Mail;
using DataExport.Web.Startup;

namespace DataExport.Web.Mail;

/// <summary>Writes the mails about exports.</summary>
public sealed class ExportMailWriter(MailRenderer renderer, PublicAddress address)
{
    /// <summary>The mail as it is to be sent.</summary>
    public async Task<MailMessage> WriteAsync(OwedMail owed)
    {
        var facts = new ExportMailFacts(owed, address.Origin);
        var (html, text) = owed.Mail.Kind == MailKind.Completed
            ? await renderer.RenderAsync<CompletedHtml, CompletedText>(facts)
            : await renderer.RenderAsync<FailedHtml, FailedText>(facts);
        return new MailMessage
        {
            To = owed.User.Email!,
            Subject = facts.Subject,
            Html = html,
            Text = text,
            Key = owed.Mail.MessageKey,
            Date = new DateTimeOffset(DateTime.SpecifyKind(owed.Mail.DateCreated, DateTimeKind.Utc)),
        };
    }
}
