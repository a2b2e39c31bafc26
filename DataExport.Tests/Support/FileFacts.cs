using System.IO.Compression;
using System.Security.Cryptography;

namespace DataExport.Tests.Support;

/// <summary>What can be said of a file that was sent, by means that share nothing with the product.</summary>
internal static class FileFacts
{
    /// <summary>The only value of a header; null when it is missing.</summary>
    public static string? Only(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? Assert.Single(values) : null;

    /// <summary>SHA-256, hexadecimal.</summary>
    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The header Repr-Digest (RFC 9530).</summary>
    public static string ReprDigest(byte[] bytes) => $"sha-256=:{Convert.ToBase64String(SHA256.HashData(bytes))}:";

    /// <summary>The text in a gzip file.</summary>
    public static byte[] Gunzip(byte[] bytes)
    {
        using var inflated = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        gzip.CopyTo(inflated);
        return inflated.ToArray();
    }
}
