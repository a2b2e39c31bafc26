using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Core.Events.Importing;

/// <summary>Registers the import of files.</summary>
public static class ImportServices
{
    /// <summary>Adds imports with their spool and their runner. Needs the event store.</summary>
    public static IServiceCollection AddImports(this IServiceCollection services) =>
        services.AddSingleton<ImportSpool>().AddSingleton<ImportRunner>().AddSingleton<Imports>();
}
