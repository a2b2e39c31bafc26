using DataExport.Core.Exports.Generating;
using DataExport.Core.Exports.Notifying;
using DataExport.Core.Mail;

namespace DataExport.Web.Mail;

/// <summary>Hands over the mails that are due, one after the other, and notes what became of each.</summary>
public sealed partial class MailDelivery(
    Outbox outbox, OwedMails owedMails, ExportMailWriter exports, AccountMailWriter accounts, IMailer mailer, Failpoints failpoints, ILogger<MailDelivery> logger)
{
    private const int MostAtOnce = 100;

    /// <summary>Hands over what is due now. To be called by one at a time, so that none goes out twice.</summary>
    /// <param name="stopping">Ends it; a mail that was handed over is noted all the same.</param>
    public async Task RunAsync(CancellationToken stopping)
    {
        IReadOnlyList<OutboxMail> due;
        do
        {
            due = await outbox.DueAsync(MostAtOnce, stopping);
            foreach (var mail in due)
            {
                stopping.ThrowIfCancellationRequested();
                await SendAsync(mail, stopping);
            }
        }
        while (due.Count == MostAtOnce);
    }

    private async Task SendAsync(OutboxMail mail, CancellationToken stopping)
    {
        try
        {
            var state = await TrySendAsync(mail, stopping) ? OutboxState.Sent : OutboxState.Dropped;

            // Crash point: the mail was handed over. It is handed over again, as the same Message-ID and the same file.
            await failpoints.HitAsync(Failpoints.AfterMail);
            await outbox.EndAsync(mail.Id, state, CancellationToken.None);
            LogEnded(mail.Id, mail.Kind, mail.ExportId, state);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            // Whatever it is, it must not hold back the mails behind it, and the administrator has to see it.
            LogFailed(mail.Id, mail.Kind, mail.ExportId, exception.GetType().Name);
            await outbox.FailAsync(mail, exception is MailException ? exception.Message : $"{exception.GetType().Name}: {exception.Message}", CancellationToken.None);
        }
    }

    private async Task<bool> TrySendAsync(OutboxMail mail, CancellationToken stopping)
    {
        if (await WriteAsync(mail, stopping) is not { } message)
        {
            return false;
        }

        await failpoints.HitAsync(Failpoints.BeforeMail);
        await mailer.SendAsync(message, stopping);
        return true;
    }

    // Null when there is nothing to tell any more.
    private async Task<MailMessage?> WriteAsync(OutboxMail mail, CancellationToken stopping) => mail.Kind switch
    {
        MailKind.Invitation => await accounts.InviteAsync(mail, stopping),
        MailKind.PasswordReset => await accounts.ResetAsync(mail, stopping),
        _ => await owedMails.FindAsync(mail, stopping) is { } owed ? await exports.WriteAsync(owed) : null,
    };

    [LoggerMessage(1, LogLevel.Information, "Mail {Mail} ({Kind}, export {Export}): {State}.")]
    private partial void LogEnded(long mail, MailKind kind, string? export, OutboxState state);

    [LoggerMessage(2, LogLevel.Warning, "Mail {Mail} ({Kind}, export {Export}) was not taken ({Problem}); it is tried again. See the Mail page.")]
    private partial void LogFailed(long mail, MailKind kind, string? export, string problem);
}
