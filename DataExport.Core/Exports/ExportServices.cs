using DataExport.Core.Configuration;
using DataExport.Core.Exports.Downloading;
using DataExport.Core.Exports.Generating;
using DataExport.Core.Exports.Notifying;
using DataExport.Core.Exports.Previewing;
using DataExport.Core.Exports.Queue;
using DataExport.Core.Exports.Requesting;
using DataExport.Core.Exports.Retention;
using DataExport.Core.Exports.Storage;
using DataExport.Core.Exports.Usage;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Core.Exports;

/// <summary>Registers the way of an export.</summary>
public static class ExportServices
{
    /// <summary>Adds requesting, the queue, generating, storage, notifying and downloading.</summary>
    public static IServiceCollection AddExports(this IServiceCollection services)
    {
        services.AddSettings<ExportSettings>("Exports");
        services.AddSingleton<ExportChanges>();
        services.AddSingleton<ExportNotices>();
        services.AddSingleton<ExportCatalogue>();
        services.AddSingleton<QueryNormaliser>();
        services.AddSingleton<RequestCheck>();
        services.AddSingleton<ExportRequests>();
        services.AddSingleton<ExportPreviews>();
        services.AddSingleton<ExportRerun>();
        services.AddSingleton<ExportQueue>();
        services.AddSingleton<IArtifactStore, FolderArtifacts>();
        services.AddSingleton<ExportGenerator>();
        services.AddSingleton<ExportLeases>();
        services.AddSingleton<ExportThroughput>();
        services.AddSingleton<ExportClaims>();
        services.AddSingleton<ExportSweep>();
        services.AddSingleton<RetryPolicy>();
        services.AddSingleton<ExportAttempt>();
        services.AddSingleton<Exporter>();
        services.AddSingleton<ExporterNames>();
        services.AddSingleton<Failpoints>();
        services.AddSingleton<OwedMails>();
        services.AddSingleton<MailCatalogue>();
        services.AddSingleton<ExportRetention>();
        services.AddSingleton<UsageReader>();
        services.AddSingleton<ExportActions>();
        services.AddSingleton<ExportDownloads>();
        return services;
    }
}
