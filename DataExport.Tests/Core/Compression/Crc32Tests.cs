using DataExport.Core.Compression;

namespace DataExport.Tests.Core.Compression;

/// <summary>The CRC of gzip, against published values and against its definition.</summary>
public sealed class Crc32Tests
{
    [Fact]
    public void Append_KnownTexts_GiveKnownValues()
    {
        Assert.Equal(0u, Crc(""u8));
        Assert.Equal(0xCBF43926, Crc("123456789"u8));
        Assert.Equal(0x414FA339u, Crc("The quick brown fox jumps over the lazy dog"u8));
    }

    [Fact]
    public void Append_InPieces_GivesTheSameAsAtOnce()
    {
        var bytes = new byte[1000];
        new Random(1).NextBytes(bytes);
        for (var cut = 0; cut <= 40; cut++)
        {
            var crc = default(Crc32);
            crc.Append(bytes.AsSpan(0, cut));
            crc.Append([]);
            crc.Append(bytes.AsSpan(cut, 13));
            crc.Append(bytes.AsSpan(cut + 13));
            Assert.Equal(Gzip.Crc(bytes), crc.Value);
        }
    }

    [Fact]
    public void Append_OfAnyLength_GivesTheCrcByItsDefinition()
    {
        var bytes = new byte[400];
        new Random(2).NextBytes(bytes);
        for (var length = 0; length <= bytes.Length; length++)
        {
            Assert.Equal(Gzip.Crc(bytes.AsSpan(0, length)), Crc(bytes.AsSpan(0, length)));
        }
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = default(Crc32);
        crc.Append(bytes);
        return crc.Value;
    }
}
