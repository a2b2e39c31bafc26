using DataExport.Core.Demo;
using DataExport.Web.Startup;

namespace DataExport.Web.Workers;

/// <summary>Fills the demo with events behind the first page.</summary>
internal sealed partial class DemoWorker(DemoOrganization demo, DemoSeeding seeding, ILogger<DemoWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (await demo.IsThereAsync(stoppingToken) && await seeding.SeedAsync(DemoOrganization.Slug, stoppingToken) is var stored and > 0)
        {
            LogSeeded(stored);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Events} events of the demo are in the store.")]
    private partial void LogSeeded(int events);
}
