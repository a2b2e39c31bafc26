using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Core.Administration;

/// <summary>Registers what those see and do who administer the instance.</summary>
public static class AdministrationServices
{
    /// <summary>Adds the queue's monitor, the storage's meter, organizations and people.</summary>
    public static IServiceCollection AddAdministration(this IServiceCollection services) => services
        .AddSingleton<QueueMonitor>()
        .AddSingleton<StorageMeter>()
        .AddSingleton<OrganizationDirectory>()
        .AddSingleton<UserDirectory>()
        .AddSingleton<UserActions>();
}
