using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using DataExport.Core.Compression;
using DataExport.Core.Exports.Storage;

namespace DataExport.Core.Exports.Generating;

/// <summary>
/// Writes a part file, as one gzip member (RFC 1952) or plain, and keeps the hashes and sizes of both forms; also goes on from
/// where another attempt got to.
/// </summary>
internal sealed class PartWriter(IPartFile file, bool compressed) : IDisposable
{
    private const int CopyBytes = 128 << 10;

    // Magic, deflate, no flags, no time, no extra flags, unknown system: RFC 1952 §2.3.
    private static readonly byte[] Header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

    // An empty final block with fixed codes, RFC 1951 §3.2.6.
    private static readonly byte[] LastBlock = [3, 0];

    private readonly IncrementalHash _contentHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    // A plain file is its own content, so one hash is enough.
    private readonly IncrementalHash? _storedHash = compressed ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    private Crc32 _crc;

    /// <summary>Uncompressed bytes so far.</summary>
    public long ContentBytes { get; private set; }

    /// <summary>Bytes of the file so far.</summary>
    public long StoredBytes { get; private set; }

    /// <summary>CRC-32 of the uncompressed bytes so far.</summary>
    public uint Crc => _crc.Value;

    /// <summary>Starts a file.</summary>
    public void Begin()
    {
        if (compressed)
        {
            Store(Header);
        }
    }

    /// <summary>Appends a block: its text, and its deflated form where the file is compressed.</summary>
    public void Write(ReadOnlySpan<byte> text, ReadOnlySpan<byte> deflated)
    {
        Digest(text);
        Store(compressed ? deflated : text);
    }

    /// <summary>Returns when all that was written would survive a power cut.</summary>
    public void FlushToDisk() => file.FlushToDisk();

    /// <summary>Writes the end and flushes the file to disk.</summary>
    public WrittenFile End()
    {
        if (compressed)
        {
            Span<byte> trailer = stackalloc byte[8];
            BinaryPrimitives.WriteUInt32LittleEndian(trailer, Crc);
            BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], (uint)ContentBytes);
            Store(LastBlock);
            Store(trailer);
        }

        FlushToDisk();
        var contentHash = Convert.ToHexStringLower(_contentHash.GetHashAndReset());
        return new WrittenFile(
            ContentBytes, StoredBytes, contentHash, _storedHash is null ? contentHash : Convert.ToHexStringLower(_storedHash.GetHashAndReset()));
    }

    /// <summary>
    /// Copies what a checkpoint vouches for out of an earlier attempt's file, and inflates it once to rebuild hashes and CRC.
    /// False when it is short or damaged; this writer is of no use then.
    /// </summary>
    public bool TryCopy(Stream earlier, Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        try
        {
            using var copied = new CopyingStream(earlier, checkpoint.StoredBytes, Store, compressed ? LastBlock : []);
            using Stream content = compressed ? Inflate(copied) : copied;
            var buffer = new byte[CopyBytes];
            for (int read; (read = content.Read(buffer)) > 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Digest(buffer.AsSpan(0, read));
            }

            return StoredBytes == checkpoint.StoredBytes && ContentBytes == checkpoint.ContentBytes && Crc == checkpoint.Crc;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        file.Dispose();
        _contentHash.Dispose();
        _storedHash?.Dispose();
    }

    private static DeflateStream Inflate(Stream gzip)
    {
        var header = new byte[Header.Length];
        return gzip.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length && header.AsSpan().SequenceEqual(Header)
            ? new DeflateStream(gzip, CompressionMode.Decompress)
            : throw new InvalidDataException("The part file does not start as a gzip member.");
    }

    private void Digest(ReadOnlySpan<byte> text)
    {
        _contentHash.AppendData(text);
        _crc.Append(text);
        ContentBytes += text.Length;
    }

    private void Store(ReadOnlySpan<byte> bytes)
    {
        file.Write(bytes);
        _storedHash?.AppendData(bytes);
        StoredBytes += bytes.Length;
    }
}
