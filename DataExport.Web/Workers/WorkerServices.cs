using DataExport.Core.Demo;
using DataExport.Web.Workers.Sweeps;

namespace DataExport.Web.Workers;

/// <summary>Registers what works in the background.</summary>
internal static class WorkerServices
{
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(10);

    /// <summary>Adds the exporters, the sending of mails, the imports that were left in the middle, the removal of what was deleted, the sweeps, and the filling of the demo.</summary>
    public static IServiceCollection AddWorkers(this IServiceCollection services) => services
        .Configure<HostOptions>(options => options.ShutdownTimeout = TimeToStop)
        .AddHostedService<ImportResumer>()
        .AddHostedService<ExporterWorkers>()
        .AddHostedService<MailWorker>()
        .AddHostedService<DroppedItemsWorker>()
        .AddHostedService<DeletionWorker>()
        .AddSweeps()
        .AddSingleton<DemoSeeding>().AddHostedService<DemoWorker>();
}
