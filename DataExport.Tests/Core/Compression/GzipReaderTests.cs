using System.IO.Compression;
using System.Text;
using DataExport.Core.Compression;
using DataExport.Core.Streams;

namespace DataExport.Tests.Core.Compression;

/// <summary>Reading gzip to its end; files are made by the runtime or by hand (RFC 1952), broken by hand.</summary>
public sealed class GzipReaderTests
{
    private static readonly byte[] Hello = Encoding.ASCII.GetBytes("hello, hello, hello\n");

    // As gzip(1) writes it: the name, and a time.
    private static readonly byte[] Named = WithHeader(8, [.. "log.csv\0"u8]);

    [Fact]
    public void Read_ManyMembersOfAnySize_GivesAllOfThem()
    {
        var random = new Random(1);
        for (var round = 0; round < 300; round++)
        {
            byte[][] contents = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Content(random, random.Next(0, 40_000)))];

            Assert.Equal(contents.SelectMany(content => content), Read([.. contents.SelectMany(Pack)]));
        }
    }

    [Theory]
    [InlineData(8190)]
    [InlineData(8192)]
    [InlineData(16384)]
    [InlineData(65536)]
    public void Read_MemberEndsAroundABlock_GoesOn(int around)
    {
        var second = Pack(Hello);
        for (var length = around - 40; length < around + 20; length++)
        {
            var content = new byte[length];
            new Random(length).NextBytes(content);

            Assert.Equal([.. content, .. Hello], Read([.. Pack(content), .. second]));
        }
    }

    [Fact]
    public void Read_MembersWithoutContent_ArePassed()
    {
        byte[] empty = [.. Header, 3, 0, .. new byte[8]];
        byte[] stored = [.. Header, 0, 0, 0, 0xff, 0xff, 1, 0, 0, 0xff, 0xff, .. new byte[8]];

        Assert.Equal([], Read(empty));
        Assert.Equal([.. Hello, .. Hello], Read([.. empty, .. stored, .. Pack(Hello), .. empty, .. Pack(Hello), .. stored, .. empty, .. new byte[3]]));
    }

    [Fact]
    public void Read_AllThatAHeaderCanHold_IsPassed()
    {
        byte[] rest = [3, 0, .. "xyz"u8, .. "name\0"u8, .. "comment\0"u8];
        var withoutCrc = WithHeader(4 | 8 | 16, rest);
        var crc = Gzip.Crc([0x1f, 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 255, .. rest]);
        var withCrc = WithHeader(2 | 4 | 8 | 16, [.. rest, (byte)crc, (byte)(crc >> 8)]);

        Assert.Equal([.. Hello, .. Hello, .. Hello], Read([.. withoutCrc, .. withCrc, .. Named]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(200_000)]
    public void Read_ZerosAtTheEnd_AreAccepted(int zeros) => Assert.Equal(Hello, Read([.. Pack(Hello), .. new byte[zeros]]));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 7)]
    [InlineData(3, 0x20)]
    public void Read_SecondHeaderIsBroken_Throws(int place, byte value)
    {
        var second = Pack(Hello);
        second[place] = value;

        // A zero in place of the magic number looks like padding, which then does not go on.
        var start = Named.Length + (place == 0 ? 1 : 0);
        ExpectBroken($"What begins at byte {start} of the file is no gzip.", [.. Named, .. second]);
    }

    [Fact]
    public void Read_SomethingElseAtTheEnd_Throws()
    {
        ExpectBroken($"What begins at byte {Named.Length} of the file is no gzip.", [.. Named, .. "plain,text\n"u8]);
        ExpectBroken($"What begins at byte {Named.Length + 512} of the file is no gzip.", [.. Named, .. new byte[512], 1]);
    }

    [Fact]
    public void Read_HeaderWithAWrongCrc_Throws() =>
        ExpectBroken($"What begins at byte {Named.Length} of the file is no gzip.", [.. Named, .. WithHeader(2, [1, 2])]);

    [Fact]
    public void Read_CutAnywhere_Throws()
    {
        var first = Pack(Hello);
        byte[] file = [.. first, .. WithHeader(4 | 8 | 16, [2, 0, .. "xy"u8, .. "name\0"u8, .. "comment\0"u8])];
        for (var length = 1; length < file.Length; length++)
        {
            if (length != first.Length)
            {
                var exception = Assert.Throws<InvalidDataException>(() => Read(file[..length]));
                Assert.Contains($"at byte {(length > first.Length ? first.Length : 0)} of the file", exception.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Read_AnyBitFlippedBehindTheHeader_ThrowsUnlessItMeansNothing()
    {
        const int trailerBytes = 8;
        var file = Pack(Hello);
        var harmless = new List<int>();
        for (var bit = Header.Length * 8; bit < file.Length * 8; bit++)
        {
            var broken = file.ToArray();
            broken[bit / 8] ^= (byte)(1 << (bit % 8));
            if (Record.Exception(() => Assert.Equal([.. Hello, .. Hello], Read([.. broken, .. file]))) is not InvalidDataException and var other)
            {
                Assert.Null(other);
                harmless.Add((file.Length - trailerBytes) - (bit / 8));
            }
        }

        // The bits that fill up the last byte of the data.
        Assert.All(harmless, bytesBeforeTrailer => Assert.Equal(1, bytesBeforeTrailer));
    }

    [Fact]
    public void Read_Cancelled_EndsAmongEmptyMembers()
    {
        byte[] empty = [.. Header, 3, 0, .. new byte[8]];
        using var reader = new GzipReader(new MemoryStream([.. empty, .. empty]), new CancellationToken(canceled: true));

        Assert.Throws<OperationCanceledException>(() => reader.ReadByte());
    }

    private static byte[] Header => [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

    private static void ExpectBroken(string message, byte[] file) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => Read(file)).Message);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task ReadAsync_OfWhatCannotSeekAndComesInPieces_IsTheSame(int piece)
    {
        byte[] file = [.. Pack(Hello), .. Named, .. Pack(new byte[100_000]), .. new byte[20]];

        byte[] content = [.. Hello, .. Hello, .. new byte[100_000]];
        Assert.Equal(content, await ReadAsync(file, piece));
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(file[..^21], piece));
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync([.. file, 1], piece));
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync([.. Pack(Hello), 0x1f, 0x8b], piece));
    }

    [Fact]
    public async Task ReadAsync_HeaderWithoutEnd_IsNone()
    {
        byte[] header = WithHeader(8, [.. Enumerable.Repeat((byte)'x', 3 << 20)]);

        Assert.Equal("What begins at byte 0 of the file is no gzip.", (await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(header, 5000))).Message);
        Assert.Equal(Hello, await ReadAsync(WithHeader(8, [.. Enumerable.Repeat((byte)'x', 300_000), 0]), 5000));
    }

    private static byte[] Read(byte[] file)
    {
        using var content = new MemoryStream();
        using var reader = new GzipReader(new MemoryStream(file), CancellationToken.None);
        reader.CopyTo(content);
        return content.ToArray();
    }

    private static async Task<byte[]> ReadAsync(byte[] file, int piece)
    {
        using var content = new MemoryStream();
        await using var reader = new GzipReader(new AsyncPieces(file, piece), CancellationToken.None);
        await reader.CopyToAsync(content);
        return content.ToArray();
    }

    private sealed class AsyncPieces(byte[] file, int piece) : ReadOnlyStream
    {
        private int _position;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            var length = Math.Min(Math.Min(piece, buffer.Length), file.Length - _position);
            file.AsSpan(_position, length).CopyTo(buffer.Span);
            _position += length;
            return length;
        }
    }

    private static byte[] Pack(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        // The runtime writes nothing at all for nothing at all.
        return bytes.Length > 0 ? bytes.ToArray() : [.. Header, 3, 0, .. new byte[8]];
    }

    private static byte[] WithHeader(byte flags, byte[] rest) => [.. Header[..3], flags, .. Header[4..], .. rest, .. Pack(Hello)[10..]];

    // Partly text and partly noise, so that the deflated form has blocks of all kinds.
    private static byte[] Content(Random random, int length)
    {
        var content = new byte[length];
        random.NextBytes(content);
        for (var index = random.Next(0, length + 1); index < length; index++)
        {
            content[index] = (byte)('a' + (content[index] % 4));
        }

        return content;
    }
}
