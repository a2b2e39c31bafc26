using DataExport.Core.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Core.Events.Ingesting;

/// <summary>Registers the ingestion of events.</summary>
public static class IngestServices
{
    /// <summary>Adds what takes events from SDKs. Needs the event store and organizations.</summary>
    public static IServiceCollection AddIngestion(this IServiceCollection services)
    {
        services.AddSettings<IngestSettings>("Ingest");
        return services.AddSingleton<ProjectRates>().AddSingleton<IngestGate>().AddSingleton<EventQueue>().AddSingleton<DroppedItems>().AddSingleton<Ingestion>();
    }
}
