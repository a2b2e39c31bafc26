using DataExport.Core.Database;
using Quartz;

namespace DataExport.Web.Workers.Sweeps;

/// <summary>Keeps the write-ahead log of <c>app.db</c> short.</summary>
[DisallowConcurrentExecution]
internal sealed class CheckpointJob(AppDatabase database) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await database.CheckpointAsync(cancellationToken);
}
