using DataExport.Core.Exports.Generating;
using DataExport.Core.Exports.Notifying;
using DataExport.Core.Mail;

namespace DataExport.Web.Mail;

/// <summary>Hands over the mails that are due, one after the other, and notes what became of each.</summary>
public sealed partial class ExportMailDelivery(
    Outbox outbox, OwedMails owedMails, ExportMailWriter writer, IMailer mailer, Failpoints failpoints, ILogger<ExportMailDelivery> logger)
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
            LogEnded(mail.Id, mail.ExportId, state);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            // Whatever it is, it must not hold back the mails behind it, and the administrator has to see it.
            LogFailed(mail.Id, mail.ExportId, exception.GetType().Name);
            await outbox.FailAsync(mail, exception is MailException ? exception.Message : $"{exception.GetType().Name}: {exception.Message}", CancellationToken.None);
        }
    }

    private async Task<bool> TrySendAsync(OutboxMail mail, CancellationToken stopping)
    {
        if (await owedMails.FindAsync(mail, stopping) is not { } owed)
        {
            return false;
        }

        var message = await writer.WriteAsync(owed);
        await failpoints.HitAsync(Failpoints.BeforeMail);
        await mailer.SendAsync(message, stopping);
        return true;
    }

    [LoggerMessage(1, LogLevel.Information, "Mail {Mail} about export {Export}: {State}.")]
    private partial void LogEnded(long mail, string export, OutboxState state);

    [LoggerMessage(2, LogLevel.Warning, "Mail {Mail} about export {Export} was not taken ({Problem}); it is tried again. See the Mail page.")]
    private partial void LogFailed(long mail, string export, string problem);
}
