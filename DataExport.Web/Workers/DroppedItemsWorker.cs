using DataExport.Core.Events.Ingesting;
using Microsoft.Data.Sqlite;

namespace DataExport.Web.Workers;

/// <summary>Writes the counts of what is accepted and not kept, every few seconds and at the end.</summary>
internal sealed partial class DroppedItemsWorker(DroppedItems items, TimeProvider clock, ILogger<DroppedItemsWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await items.FlushAsync(CancellationToken.None);
            }
            catch (SqliteException exception)
            {
                LogFailed(exception);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The counts of items that are not kept could not be written; those of the last seconds are lost.")]
    private partial void LogFailed(Exception exception);
}
