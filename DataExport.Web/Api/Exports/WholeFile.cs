using Microsoft.Net.Http.Headers;

namespace DataExport.Web.Api.Exports;

/// <summary>
/// Sends a whole file, as most downloads ask for it: read into the server's own buffers in large pieces, without a copy between. Parts and
/// conditions are left to the framework.
/// </summary>
internal static class WholeFile
{
    private const int PieceBytes = 256 << 10;

    /// <summary>Whether a request asks for the whole file, whatever its client has already.</summary>
    public static bool IsAskedFor(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers is { Range.Count: 0, IfMatch.Count: 0, IfNoneMatch.Count: 0 };

    /// <summary>Sends the file; its other headers are set already.</summary>
    /// <param name="file">The file, at its start.</param>
    /// <param name="response">The answer.</param>
    /// <param name="contentType">The media type.</param>
    /// <param name="entityTag">The strong validator.</param>
    public static async Task SendAsync(RecordedStream file, HttpResponse response, string contentType, EntityTagHeaderValue entityTag)
    {
        (response.ContentType, response.ContentLength) = (contentType, file.Length);
        response.GetTypedHeaders().ETag = entityTag;
        if (response.Headers.AcceptRanges.Count == 0)
        {
            response.Headers.AcceptRanges = "bytes";
        }

        var aborted = response.HttpContext.RequestAborted;
        try
        {
            await file.BeginAsync();
            for (int read; (read = file.Read(response.BodyWriter.GetSpan(PieceBytes)[..PieceBytes])) > 0;)
            {
                response.BodyWriter.Advance(read);
                if ((await response.BodyWriter.FlushAsync(aborted)).IsCompleted)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (aborted.IsCancellationRequested)
        {
            // The client has gone; what was sent is written down.
        }
    }
}
