using DataExport.Core.Exports.Downloading;
using DataExport.Core.Organizations;

namespace DataExport.Web.Api.Exports;

/// <summary>The record of one download, written when its first byte is read and again when it ends.</summary>
internal sealed class DownloadLog(ExportDownloads downloads, OrganizationAccess access, string id)
{
    private long? _record;

    /// <summary>Records that it begins.</summary>
    public async Task BeginAsync(HttpContext context) =>
        _record = await downloads.BeginAsync(access, id, context.Connection.RemoteIpAddress?.ToString(), context.RequestAborted);

    /// <summary>Records how it ended, if it had begun; also after the client has gone.</summary>
    public Task EndAsync(long bytesSent, bool finished) =>
        _record is { } record ? downloads.EndAsync(record, bytesSent, finished, CancellationToken.None) : Task.CompletedTask;
}
