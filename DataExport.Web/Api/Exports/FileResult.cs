using System.IO.Compression;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Downloading;
using DataExport.Core.Exports.Formats;
using Microsoft.Net.Http.Headers;

namespace DataExport.Web.Api.Exports;

/// <summary>A file on its way out: headers by form, ranges and conditions where the form has them, and a record of it.</summary>
internal sealed class FileResult(ExportFile file, FileForm form, DownloadLog log) : IResult
{
    private const string ReprDigest = "Repr-Digest";

    private readonly Artifact _artifact = file.Export.Artifact!;

    private bool IsStoredForm => form != FileForm.Inflated;

    private bool HasRanges => form is FileForm.GzipFile or FileForm.Plain;

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var opened = file;
        await using var body = new RecordedStream(Body(), () => log.BeginAsync(httpContext));
        SetHeaders(httpContext.Response);
        try
        {
            if (IsStoredForm && WholeFile.IsAskedFor(httpContext.Request))
            {
                await WholeFile.SendAsync(body, httpContext.Response, ContentType(), EntityTag());
            }
            else
            {
                RangeRules.Apply(httpContext.Request);
                await TypedResults.Stream(body, ContentType(), entityTag: EntityTag(), enableRangeProcessing: HasRanges).ExecuteAsync(httpContext);
            }
        }
        finally
        {
            await log.EndAsync(body.BytesRead, body.BytesRead == httpContext.Response.ContentLength && !httpContext.RequestAborted.IsCancellationRequested);
        }
    }

    private Stream Body() => IsStoredForm ? file.Content : new GZipStream(file.Content, CompressionMode.Decompress);

    private void SetHeaders(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentDisposition = AttachmentName.Header(form == FileForm.GzipFile ? _artifact.FileName + ".gz" : _artifact.FileName);
        headers.CacheControl = "private, no-cache";
        headers.XContentTypeOptions = "nosniff";
        headers[ReprDigest] = $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(Sha256()))}:";
        response.OnStarting(() =>
        {
            // An answer without the file, or a part of it, has no digest of it either (RFC 9530 §3.1).
            if (response.StatusCode >= StatusCodes.Status400BadRequest)
            {
                headers.Remove(ReprDigest);
            }

            return Task.CompletedTask;
        });
        if (form is FileForm.GzipEncoded or FileForm.Inflated)
        {
            headers.Vary = HeaderNames.AcceptEncoding;
            headers.AcceptRanges = "none";
        }

        if (form == FileForm.GzipEncoded)
        {
            headers.ContentEncoding = "gzip";
        }
        else if (form == FileForm.Inflated)
        {
            // Known beforehand, but only right for an answer that has the whole text: not for 304 or 412.
            response.OnStarting(() =>
            {
                response.ContentLength = response.StatusCode == StatusCodes.Status200OK ? _artifact.ContentBytes : response.ContentLength;
                return Task.CompletedTask;
            });
        }
    }

    private string Sha256() => IsStoredForm ? _artifact.StoredSha256 : _artifact.ContentSha256;

    private string ContentType() => form == FileForm.GzipFile ? "application/gzip" : ExportFormat.ContentType(file.Export.Options.Format);

    // The encoded form has the bytes of the gzip file, but is another representation of the text: a tag of its own.
    private EntityTagHeaderValue EntityTag() => new(form == FileForm.GzipEncoded ? $"\"{Sha256()}-encoded\"" : $"\"{Sha256()}\"");
}
