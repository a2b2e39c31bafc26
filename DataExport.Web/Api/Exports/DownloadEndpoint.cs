using DataExport.Core.Exports;
using DataExport.Core.Exports.Downloading;
using DataExport.Core.Organizations;
using DataExport.Web.Api.Access;
using DataExport.Web.Api.Errors;

namespace DataExport.Web.Api.Exports;

/// <summary>Sends the file of an export (EXPORTS: The file).</summary>
internal sealed class DownloadEndpoint(ExportDownloads downloads, TimeProvider clock)
{
    /// <summary>The query parameter that asks for the stored gzip file itself.</summary>
    public const string CompressionName = "compression";

    private const string SecondsToWait = "5";

    /// <summary><c>GET data-export/{id}/download</c>.</summary>
    public static Task<IResult> DownloadAsync(
        ApiOrganization current, string id, DownloadEndpoint download, HttpRequest request, CancellationToken cancellationToken) =>
        download.SendAsync(current.Access, id, request, cancellationToken);

    /// <summary>Whether there is a file now; not whether the caller may have it.</summary>
    public bool HasFile(Export export) => export.StatusAt(clock.GetUtcNow().UtcDateTime) == DownloadStatus.Valid;

    /// <summary>The file, or why there is none.</summary>
    public async Task<IResult> SendAsync(OrganizationAccess access, string id, HttpRequest request, CancellationToken cancellationToken)
    {
        var result = await downloads.OpenAsync(access, id, cancellationToken);
        if (result is not OpenResult.Opened(var file))
        {
            return Refuse(request.HttpContext, result);
        }

        var (form, error) = FileForms.Choose(request, file.Export);
        if (form is { } chosen)
        {
            return new FileResult(file, chosen, new DownloadLog(downloads, access, id));
        }

        await file.DisposeAsync();
        return error!;
    }

    private static ApiError Refuse(HttpContext context, OpenResult result)
    {
        if (result is OpenResult.NoFile { WillCome: true })
        {
            context.Response.Headers.RetryAfter = SecondsToWait;
        }

        return ExportErrors.Of(result);
    }
}
