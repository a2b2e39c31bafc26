using DataExport.Core.Deletion;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Web.Workers;

/// <summary>Removes the data of what people deleted, and goes on with it after a restart.</summary>
internal sealed partial class DeletionWorker(DeletionSweep sweep, TimeProvider clock, ILogger<DeletionWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await sweep.RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is SqliteException or DbUpdateException)
            {
                LogFailed(exception);
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "What was deleted could not be removed; it is tried again.")]
    private partial void LogFailed(Exception exception);
}
