using DataExport.Core.Exports.Queue;
using Quartz;

namespace DataExport.Web.Workers.Sweeps;

/// <summary>Takes exports back from exporters that fell silent, and wakes those whose time to wait is over.</summary>
[DisallowConcurrentExecution]
internal sealed partial class LeaseSweepJob(ExportSweep sweep, ILogger<LeaseSweepJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        foreach (var export in await sweep.TakeBackLapsedAsync(cancellationToken))
        {
            LogLapsed(export);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Export {Export}: its exporter fell silent; it goes on with another.")]
    private partial void LogLapsed(string export);
}
