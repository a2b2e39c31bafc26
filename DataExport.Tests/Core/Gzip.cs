using System.Buffers.Binary;
using System.IO.Compression;

namespace DataExport.Tests.Core;

/// <summary>Reads a gzip file (RFC 1952) step by step, by other means than the product writes it.</summary>
internal static class Gzip
{
    /// <summary>The content; fails unless the file is exactly one member.</summary>
    public static byte[] ReadOnlyMember(byte[] file)
    {
        Assert.Equal([0x1f, 0x8b, 8, 0], file[..4]);

        // Raw deflate ends at its first final block: were there a second member, its content would be missing here.
        var content = Inflate(new DeflateStream(new MemoryStream(file, 10, file.Length - 18), CompressionMode.Decompress));
        Assert.Equal(content, Inflate(new GZipStream(new MemoryStream(file), CompressionMode.Decompress)));
        Assert.Equal(Crc(content), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(file.Length - 8)));
        Assert.Equal((uint)content.Length, BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(file.Length - 4)));
        return content;
    }

    /// <summary>CRC-32 a bit at a time, from its definition.</summary>
    public static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
        }

        return ~crc;
    }

    private static byte[] Inflate(Stream stream)
    {
        using var content = new MemoryStream();
        using (stream)
        {
            stream.CopyTo(content);
        }

        return content.ToArray();
    }
}
