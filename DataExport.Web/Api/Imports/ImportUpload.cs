using System.Text;
using DataExport.Core.Events.Importing;
using DataExport.Core.Organizations;
using DataExport.Web.Api.Errors;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace DataExport.Web.Api.Imports;

/// <summary>
/// Takes the file and the mapping out of a request, as a stream: the body itself with <c>?mapping=</c>, or multipart (RFC 7578)
/// with the parts <c>file</c> and <c>mapping</c> in any order.
/// </summary>
internal sealed class ImportUpload(HttpRequest request, DataExport.Core.Events.Importing.Imports imports, OrganizationAccess access, int projectId) : IDisposable
{
    /// <summary>The query parameter and the part that hold the mapping.</summary>
    public const string MappingName = "mapping";

    private const string FileName = "file";
    private const string Unnamed = "upload";
    private const int LongestBoundary = 200;
    private const int LongestMapping = 1 << 18;

    private static readonly ApiError NoFile = ApiError.Validation(FileName, "There is no file: send it as the body, or as the part \"file\" of a multipart form.");
    private static readonly ApiError Broken = ApiError.BadRequest("The multipart body is broken, or breaks off.");

    /// <summary>The file; there is one when <see cref="ReadAsync"/> has found nothing wrong.</summary>
    public ImportDraft? Draft { get; private set; }

    /// <summary>The mapping's text, or null.</summary>
    public string? Mapping { get; private set; }

    /// <summary>Reads the request to its end; says what is wrong with it, or null.</summary>
    public async Task<ApiError?> ReadAsync(CancellationToken cancellationToken)
    {
        Mapping = request.Query[MappingName];
        if (request.Headers.ContentEncoding.Any(encoding => encoding is not ("" or "identity" or "gzip")))
        {
            return ApiError.Detail(StatusCodes.Status415UnsupportedMediaType, "Content-Encoding may be gzip or identity.");
        }

        try
        {
            return MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
                ? await ReadPartsAsync(HeaderUtilities.RemoveQuotes(type.Boundary).Value, cancellationToken)
                : await ReceiveAsync(request.Body, NameOf(request.Headers.ContentDisposition), cancellationToken);
        }
        catch (ImportUploadException exception) when (exception.InnerException is BadHttpRequestException refusal)
        {
            return ApiError.Detail(refusal.StatusCode, "The upload broke off before its end.");
        }
        catch (Exception exception) when (exception is ImportUploadException or InvalidDataException)
        {
            return Broken;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Draft?.Dispose();

    private async Task<ApiError?> ReadPartsAsync(string? boundary, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(boundary) || boundary.Length > LongestBoundary)
        {
            return ApiError.BadRequest("The multipart body has no boundary that can be used.");
        }

        var reader = new MultipartReader(boundary, request.Body);
        while (await NextAsync(reader, cancellationToken) is { } part)
        {
            if (await ReadPartAsync(part, cancellationToken) is { } error)
            {
                return error;
            }
        }

        return Draft is null ? NoFile : null;
    }

    private async Task<ApiError?> ReadPartAsync(MultipartSection part, CancellationToken cancellationToken)
    {
        var name = ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition)
            ? HeaderUtilities.RemoveQuotes(disposition.Name).Value
            : null;
        switch (name)
        {
            case FileName when Draft is not null:
                return ApiError.Validation(FileName, "There is more than one file: import one at a time.");
            case FileName:
                return await ReceiveAsync(part.Body, NameOf(part.ContentDisposition), cancellationToken);
            case MappingName when Mapping is not null:
                return ApiError.Validation(MappingName, "The mapping is there twice.");
            case MappingName:
                Mapping = await ReadTextAsync(part.Body, cancellationToken);
                return Mapping is null ? ApiError.Validation(MappingName, "The mapping is too long.") : null;
            default:
                return null;
        }
    }

    private async Task<ApiError?> ReceiveAsync(Stream content, string name, CancellationToken cancellationToken)
    {
        Draft = await imports.ReceiveAsync(access, projectId, name, content, progress: null, cancellationToken);
        return Draft is null ? ApiError.Forbidden : null;
    }

    private static async Task<MultipartSection?> NextAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadNextSectionAsync(cancellationToken);
        }
        catch (IOException exception)
        {
            throw new ImportUploadException(exception);
        }
    }

    private static async Task<string?> ReadTextAsync(Stream content, CancellationToken cancellationToken)
    {
        var bytes = new byte[LongestMapping + 1];
        try
        {
            var length = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
            return length > LongestMapping ? null : Encoding.UTF8.GetString(bytes, 0, length);
        }
        catch (IOException exception)
        {
            throw new ImportUploadException(exception);
        }
    }

    private static string NameOf(string? disposition)
    {
        var name = ContentDispositionHeaderValue.TryParse(disposition, out var parsed)
            ? HeaderUtilities.RemoveQuotes(parsed.FileNameStar.HasValue ? parsed.FileNameStar : parsed.FileName).Value
            : null;
        return string.IsNullOrWhiteSpace(name) ? Unnamed : name;
    }
}
