using DataExport.Core.Database;
using DataExport.Core.Exports.Storage;
using DataExport.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Exports.Downloading;

/// <summary>Opens files for those who may have them, now, and records every download.</summary>
public sealed class ExportDownloads(
    IDbContextFactory<AppDbContext> databases, ExportCatalogue catalogue, IArtifactStore artifacts, TimeProvider clock)
{
    /// <summary>Opens the file, or says why not. Access is checked against the data that the export contains, as it is now.</summary>
    public async Task<OpenResult> OpenAsync(OrganizationAccess access, string id, CancellationToken cancellationToken)
    {
        var export = await catalogue.FindAsync(access, id, cancellationToken);
        if (export is null)
        {
            return new OpenResult.NotFound();
        }

        if (!access.CanSee(export.Projects.Select(project => project.ProjectId)))
        {
            return new OpenResult.Revoked("permission_revoked: you do not have access to every project in this export.");
        }

        return export.State switch
        {
            ExportState.Queued or ExportState.Generating => new OpenResult.NoFile("The file is not ready yet; try again later.", WillCome: true),
            ExportState.Failed => new OpenResult.NoFile("This export failed, so there is no file.", WillCome: false),
            ExportState.Cancelled => new OpenResult.NoFile("This export was cancelled, so there is no file.", WillCome: false),
            _ => Open(export),
        };
    }

    /// <summary>Records a download that begins; returns the key for <see cref="EndAsync"/>.</summary>
    public async Task<long> BeginAsync(OrganizationAccess access, string id, string? address, CancellationToken cancellationToken)
    {
        var record = new DownloadRecord { ExportId = id, UserId = access.Caller.UserId, Date = clock.GetUtcNow().UtcDateTime, Address = address };
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        database.Downloads.Add(record);
        await database.SaveChangesAsync(cancellationToken);
        return record.Id;
    }

    /// <summary>Notes how a download ended.</summary>
    public async Task EndAsync(long record, long bytesSent, bool finished, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.WriteAsync(
            () => database.Downloads.Where(row => row.Id == record).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.BytesSent, bytesSent).SetProperty(row => row.Finished, finished), cancellationToken),
            cancellationToken);
    }

    private OpenResult Open(Export export)
    {
        if (export.StatusAt(clock.GetUtcNow().UtcDateTime) == DownloadStatus.Expired)
        {
            return new OpenResult.Expired("This file has expired. Run the export again to get a new one.");
        }

        return artifacts.OpenRead(export.Artifact!.Key) is { } file
            ? new OpenResult.Opened(new ExportFile(export, file))
            : new OpenResult.Expired("This file is gone from storage. Run the export again to get a new one.");
    }
}
