using System.Buffers.Binary;
using System.IO.Compression;

namespace DataExport.Core.Compression;

/// <summary>
/// The bytes of a gzip file: handed out one by one for headers, and in chunks for the data of a member, of whose last chunk the
/// part behind the member can be taken back.
/// </summary>
/// <param name="file">The file, at its beginning; disposed with this.</param>
internal sealed class GzipInput(Stream file) : Stream
{
    /// <summary>Bytes of a member's end: CRC-32 and length of the content (RFC 1952 §2.3.1).</summary>
    private const int TrailerBytes = 8;

    private readonly byte[] _buffer = new byte[1 << 16];
    private long _bufferOffset;
    private long _dataOffset;
    private int _chunk;
    private int _position;
    private int _end;

    /// <summary>Bytes of the file before the next one.</summary>
    public long Offset => _bufferOffset + _position;

    /// <summary>Whether more was asked for than the file has.</summary>
    public bool RanOut { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Offset; set => throw new NotSupportedException(); }

    /// <summary>The next byte, which stays; -1 at the end.</summary>
    public int Peek() => _position < _end || Fill(_position, 1) ? _buffer[_position] : -1;

    /// <summary>The next byte; -1 at the end.</summary>
    public override int ReadByte()
    {
        var value = Peek();
        _position += value < 0 ? 0 : 1;
        RanOut |= value < 0;
        return value;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>The next chunk.</summary>
    public override int Read(Span<byte> buffer)
    {
        if (Peek() < 0)
        {
            RanOut = true;
            return 0;
        }

        _chunk = _position;
        var length = Math.Min(buffer.Length, _end - _position);
        _buffer.AsSpan(_position, length).CopyTo(buffer);
        _position += length;
        return length;
    }

    /// <summary>The data of a member begins at the next byte.</summary>
    public void BeginData() => _dataOffset = Offset;

    /// <summary>Goes to the first byte behind the member whose data ended in the last chunk; false when its trailer is not there.</summary>
    /// <param name="crc">CRC-32 of the member's content.</param>
    /// <param name="length">Bytes of the content, modulo 2^32.</param>
    public bool TryPassTrailer(uint crc, uint length)
    {
        var consumed = _position - _chunk;
        Fill(_chunk, consumed + TrailerBytes);
        Span<byte> trailer = stackalloc byte[TrailerBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, crc);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], length);

        // A DeflateStream does not tell where in a chunk its data ended, but the eight bytes that have to follow are known. Behind a
        // short member there could be others like it, with the same eight bytes: its end has to be found first.
        var start = _bufferOffset + _chunk == _dataOffset ? DataEnd(consumed) : 0;
        var rest = _buffer.AsSpan(_chunk + start, Math.Min(_end - _chunk, consumed + TrailerBytes) - start);
        var place = start > 0 ? (rest.StartsWith(trailer) ? 0 : -1) : rest.IndexOf(trailer);
        _position = place < 0 ? _position : _chunk + start + place + TrailerBytes;
        return place >= 0;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Sees to it that the buffer holds so many bytes from one of its places on; false when the file has fewer.</summary>
    private bool Fill(int from, int count)
    {
        if (from + count > _end)
        {
            _buffer.AsSpan(from, _end - from).CopyTo(_buffer);
            (_bufferOffset, _chunk, _position, _end) = (_bufferOffset + from, Math.Max(0, _chunk - from), _position - from, _end - from);
            _end += file.ReadAtLeast(_buffer.AsSpan(_end), count - _end, throwOnEndOfStream: false);
            return _end >= count;
        }

        return true;
    }

    /// <summary>Bytes of the data that begins with the last chunk and ends in it: reads it once more, byte by byte.</summary>
    private int DataEnd(int consumed)
    {
        using var bytes = new SingleBytes(_buffer, _chunk, consumed);
        using var data = new DeflateStream(bytes, CompressionMode.Decompress);
        Span<byte> passed = stackalloc byte[1 << 12];
        while (data.Read(passed) > 0)
        {
        }

        return (int)bytes.Position;
    }

    private sealed class SingleBytes(byte[] buffer, int index, int count) : MemoryStream(buffer, index, count)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));
    }
}
