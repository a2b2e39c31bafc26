using System.Threading.Channels;
using DataExport.Core.Exports.Notifying;
using DataExport.Web.Mail;

namespace DataExport.Web.Workers;

/// <summary>Sends mails: at once when an export comes to its end, and again later when a try has failed.</summary>
internal sealed partial class MailWorker(MailDelivery delivery, ExportChanges changes, TimeProvider clock, ILogger<MailWorker> logger) : BackgroundService
{
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromSeconds(5);

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = changes.Subscribe(_ => _wake.Writer.TryWrite(true), progress: false);
        while (!stoppingToken.IsCancellationRequested)
        {
            await DeliverAsync(stoppingToken);
            await WaitAsync(stoppingToken);
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

    private async Task WaitAsync(CancellationToken stopping)
    {
        using var late = new CancellationTokenSource(AtLeastEvery, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stopping);
        Task changed = _wake.Reader.WaitToReadAsync(either.Token).AsTask();
        await changed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _wake.Reader.TryRead(out _);
    }

    [LoggerMessage(1, LogLevel.Error, "Sending mails stumbled and goes on.")]
    private partial void LogBroken(Exception exception);
}
