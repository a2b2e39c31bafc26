using System.Text.Json;
using DataExport.Web.Api.Errors;

namespace DataExport.Web.Api.Requests;

/// <summary>The body of a request: a JSON object (RFC 8259) that is whole, not too large, and made of text that is valid Unicode.</summary>
/// <param name="Members">The object.</param>
/// <param name="Bytes">The body as it came.</param>
internal sealed record JsonBody(JsonElement Members, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The most that a body may have, bytes; files come another way.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>Reads the body, or says what is wrong with it.</summary>
    public static async Task<(JsonBody? Body, ApiError? Error)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.Headers.ContentEncoding.FirstOrDefault(coding => coding is not ("" or "identity")) is { } encoding)
        {
            // RFC 9110 §15.5.16: what would have been understood.
            request.HttpContext.Response.Headers.AcceptEncoding = "identity";
            return (null, ApiError.Detail(
                StatusCodes.Status415UnsupportedMediaType, $"Content-Encoding: {encoding} is not understood here. Send the JSON uncompressed, without that header."));
        }

        if (await ReadBytesAsync(request, cancellationToken) is not { } bytes)
        {
            return (null, ApiError.Detail(StatusCodes.Status413PayloadTooLarge, $"The body of the request is too large. It may have {MaxBytes} bytes."));
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement.Clone();
            if (root.ValueKind != JsonValueKind.Object)
            {
                return (null, ApiError.Validation(FieldErrors.NonField, "The body must be a JSON object."));
            }

            return FindBrokenText(root, "") is { } place
                ? (null, ApiError.BadRequest($"JSON parse error: the text of {place} is not valid Unicode."))
                : (new JsonBody(root, bytes), null);
        }
        catch (JsonException exception)
        {
            return (null, ApiError.BadRequest(Describe(exception)));
        }
    }

    private static async Task<byte[]?> ReadBytesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var block = new byte[16 * 1024];
        while (await request.Body.ReadAsync(block, cancellationToken) is var read and > 0)
        {
            if (bytes.Length + read > MaxBytes)
            {
                return null;
            }

            bytes.Write(block, 0, read);
        }

        return bytes.ToArray();
    }

    // "'x' is an invalid start of a value. LineNumber: 0 | BytePositionInLine: 3." counts from 0; people count from 1.
    private static string Describe(JsonException exception)
    {
        var reason = exception.Message.Split(" LineNumber:", 2)[0].Split(" Path:", 2)[0];
        return $"JSON parse error at line {exception.LineNumber + 1 ?? 1}, column {exception.BytePositionInLine + 1 ?? 1}: {reason}";
    }

    // "\ud800" is well-formed JSON, but no text: the first place that has such a thing, or null.
    private static string? FindBrokenText(JsonElement value, string path)
    {
        try
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.String:
                    value.GetString();
                    return null;
                case JsonValueKind.Object:
                    return value.EnumerateObject().Select(member => FindBrokenText(member.Value, $"{path}.{member.Name}")).FirstOrDefault(found => found is not null);
                case JsonValueKind.Array:
                    return value.EnumerateArray().Select((item, index) => FindBrokenText(item, $"{path}[{index}]")).FirstOrDefault(found => found is not null);
                default:
                    return null;
            }
        }
        catch (InvalidOperationException)
        {
            return path.Length == 0 ? "a member" : path.TrimStart('.');
        }
    }
}
