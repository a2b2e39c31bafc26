using System.IO.Compression;
using DataExport.Core.Compression;

namespace DataExport.Core.Events.Ingesting;

/// <summary>Undoes a body's content encoding as it is read, and keeps to the limits before and after it.</summary>
internal static class BodyDecoding
{
    private const string Known = "gzip, deflate, br, identity";

    /// <summary>The unpacked body.</summary>
    /// <exception cref="IngestException">The encoding is none that is known.</exception>
    public static async ValueTask<Stream> OpenAsync(Stream body, string? contentEncoding, CancellationToken cancellationToken)
    {
        var sent = new CountedStream(
            body, IngestLimits.CompressedBytes, $"The body is too large: it may have {IngestLimits.CompressedBytes} bytes as it is sent.", encoding: null);
        var encoding = contentEncoding?.Trim().ToLowerInvariant();
        Stream unpacked = encoding switch
        {
            null or "" or "identity" => sent,
            "gzip" or "x-gzip" => new GzipReader(sent, cancellationToken),
            "br" => new BrotliStream(sent, CompressionMode.Decompress, leaveOpen: true),
            "deflate" => await OpenDeflateAsync(sent, cancellationToken),
            _ => throw new IngestException(
                IngestFault.Encoding, "The content encoding is not supported.", $"Content-Encoding is \"{contentEncoding}\"; send one of {Known}."),
        };
        return new CountedStream(
            unpacked, IngestLimits.UnpackedBytes, $"The body is too large: it may have {IngestLimits.UnpackedBytes} bytes once it is unpacked.",
            unpacked == sent ? null : encoding);
    }

    // RFC 9110 §8.4.1.2 means zlib's form by "deflate", but senders without its two bytes of header are about.
    private static async ValueTask<Stream> OpenDeflateAsync(Stream sent, CancellationToken cancellationToken)
    {
        var first = new byte[2];
        var count = await sent.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, cancellationToken);
        var whole = new PrefixedStream(first.AsMemory(0, count), sent);
        var isZlib = count == 2 && (first[0] & 0x0f) == 8 && ((first[0] << 8) | first[1]) % 31 == 0;
        return isZlib ? new ZLibStream(whole, CompressionMode.Decompress, leaveOpen: true) : new DeflateStream(whole, CompressionMode.Decompress, leaveOpen: true);
    }
}
