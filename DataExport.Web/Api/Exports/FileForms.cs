using DataExport.Core.Exports;
using DataExport.Web.Api.Errors;
using Microsoft.Net.Http.Headers;

namespace DataExport.Web.Api.Exports;

/// <summary>Chooses the form that a file leaves in, by how it is stored and what the client asks for.</summary>
internal static class FileForms
{
    private const string Gzip = "gzip";

    /// <summary>The form, or why the one that was asked for cannot be had.</summary>
    public static (FileForm? Form, ApiError? Error) Choose(HttpRequest request, Export export)
    {
        var stored = export.Options.Compression == Gzip;
        var asked = (string?)request.Query[DownloadEndpoint.CompressionName];
        return asked switch
        {
            null or "" when !stored => (FileForm.Plain, null),
            null or "" => (AcceptsGzip(request) ? FileForm.GzipEncoded : FileForm.Inflated, null),
            Gzip when stored => (FileForm.GzipFile, null),
            Gzip => (null, ApiError.Validation(DownloadEndpoint.CompressionName, "This export is stored without compression.")),
            _ => (null, ApiError.Validation(DownloadEndpoint.CompressionName, $"\"{asked}\" is not a valid choice.")),
        };
    }

    // RFC 9110 §12.5.3: a coding that is named counts, otherwise "*"; weight 0 means not acceptable.
    private static bool AcceptsGzip(HttpRequest request)
    {
        var codings = request.GetTypedHeaders().AcceptEncoding;
        var coding = codings.FirstOrDefault(value => IsGzip(value.Value.AsSpan())) ?? codings.FirstOrDefault(value => value.Value == "*");
        return coding is not null && (coding.Quality ?? 1) > 0;
    }

    private static bool IsGzip(ReadOnlySpan<char> coding) =>
        coding.Equals(Gzip, StringComparison.OrdinalIgnoreCase) || coding.Equals("x-gzip", StringComparison.OrdinalIgnoreCase);
}
