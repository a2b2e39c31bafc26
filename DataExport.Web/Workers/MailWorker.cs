using DataExport.Core.Exports.Notifying;
using DataExport.Core.Mail;
using DataExport.Web.Mail;

namespace DataExport.Web.Workers;

/// <summary>Sends mails: at once when an export comes to its end or somebody asks for one, and again later when a try has failed.</summary>
internal sealed partial class MailWorker(MailDelivery delivery, Outbox outbox, ExportChanges changes, ILogger<MailWorker> logger) : BackgroundService
{
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = changes.Subscribe(_ => outbox.Wake(), progress: false);
        while (!stoppingToken.IsCancellationRequested)
        {
            await DeliverAsync(stoppingToken);
            await outbox.WaitAsync(AtLeastEvery, stoppingToken);
        }
    }

    // It outlives every failure of the database: what is owed stays owed.
    private async Task DeliverAsync(CancellationToken stopping)
    {
        try
        {
            await delivery.RunAsync(stopping);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            LogBroken(exception);
        }
        catch
        {
            // Told to stop: the next start goes on.
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Sending mails stumbled and goes on.")]
    private partial void LogBroken(Exception exception);
}
