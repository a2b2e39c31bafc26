using DataExport.Core.Events.Importing;
using DataExport.Core.Events.Ingesting;
using DataExport.Core.Events.Issues;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Core.Events;

/// <summary>Registers the event store.</summary>
public static class EventServices
{
    /// <summary>Adds the event database with its writer, events and issues for the screen, the import of files and the ingestion from SDKs.</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services) => services
        .AddSingleton<EventDatabase>()
        .AddSingleton<EventChanges>()
        .AddSingleton<EventWriter>()
        .AddSingleton<EventStore>()
        .AddSingleton<EventCatalogue>()
        .AddSingleton<ProjectEventCounts>()
        .AddSingleton<ProjectClearing>()
        .AddSingleton<IssueCatalogue>()
        .AddSingleton<IssueActions>()
        .AddImports()
        .AddIngestion();
}
