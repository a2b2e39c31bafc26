using DataExport.Core.Exports.Retention;
using Quartz;

namespace DataExport.Web.Workers.Sweeps;

/// <summary>Removes the files of expired exports, and files that nobody knows.</summary>
[DisallowConcurrentExecution]
internal sealed partial class RetentionJob(ExportRetention retention, ILogger<RetentionJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var expired = await retention.RemoveExpiredAsync(cancellationToken);
        var orphans = await retention.RemoveOrphansAsync(cancellationToken);
        if (expired + orphans > 0)
        {
            LogRemoved(expired, orphans);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Expired} files of expired exports and {Orphans} files that belong to none were removed.")]
    private partial void LogRemoved(int expired, int orphans);
}
