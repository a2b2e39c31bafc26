using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Core.Deletion;

/// <summary>Registers the deletion of projects and organizations.</summary>
public static class DeletionServices
{
    /// <summary>Adds marking what is deleted, and removing it.</summary>
    public static IServiceCollection AddDeletion(this IServiceCollection services) => services.AddSingleton<Deletions>().AddSingleton<DeletionSweep>();
}
