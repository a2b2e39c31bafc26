using DataExport.Core.Events.Importing;
using Microsoft.Data.Sqlite;

namespace DataExport.Web.Workers;

/// <summary>Takes up imports that a crash, a stop or a full disk has left in the middle: at the start, and again every minute.</summary>
internal sealed partial class ImportResumer(ImportRunner runner, TimeProvider clock, ILogger<ImportResumer> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the server listens, so that no upload is taken for a leftover.
        runner.Sweep();
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // A batch that the database does not take must not hold the stop up; it is taken up again at the next start.
        await runner.StopAsync().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await runner.ResumeAsync();
            }
            catch (SqliteException exception)
            {
                LogFailed(exception);
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Imports that were left in the middle could not be looked up; they will be tried again.")]
    private partial void LogFailed(Exception exception);
}
