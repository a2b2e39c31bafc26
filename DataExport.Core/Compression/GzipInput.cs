using System.Buffers.Binary;
using System.IO.Compression;
using DataExport.Core.Streams;

namespace DataExport.Core.Compression;

/// <summary>
/// The bytes of a gzip file: looked at ahead for headers, and handed out in chunks for the data of a member, of whose last chunk the
/// part behind the member can be taken back.
/// </summary>
/// <param name="file">The file, at its beginning; disposed with this.</param>
internal sealed class GzipInput(Stream file) : ReadOnlyStream
{
    /// <summary>Bytes of a member's end: CRC-32 and length of the content (RFC 1952 §2.3.1).</summary>
    private const int TrailerBytes = 8;

    private byte[] _buffer = new byte[1 << 16];
    private long _bufferOffset;
    private long _dataOffset;
    private int _chunk;
    private int _position;
    private int _end;

    /// <summary>Bytes of the file before the next one.</summary>
    public long Offset => _bufferOffset + _position;

    /// <summary>Whether more was asked for than the file has.</summary>
    public bool RanOut { get; private set; }

    /// <summary>The next bytes, as far as they have been read.</summary>
    public ReadOnlySpan<byte> Ahead => _buffer.AsSpan(_position, _end - _position);

    /// <summary>Reads ahead until there are so many next bytes; false when the file has fewer.</summary>
    public ValueTask<bool> LookAheadAsync(int count, bool isAsync, CancellationToken cancellationToken) => FillAsync(_position, count, isAsync, cancellationToken);

    /// <summary>Passes bytes that have been read ahead.</summary>
    public void Pass(int count) => _position += count;

    /// <summary>The next chunk.</summary>
    public override int Read(Span<byte> buffer)
    {
        if (_position == _end)
        {
            MakeRoom(_position, 1);
            _end += file.Read(_buffer.AsSpan(_end));
        }

        return Take(buffer);
    }

    /// <summary>The next chunk.</summary>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position == _end)
        {
            MakeRoom(_position, 1);
            _end += await file.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        }

        return Take(buffer.Span);
    }

    /// <summary>The data of a member begins at the next byte.</summary>
    public void BeginData() => _dataOffset = Offset;

    /// <summary>Goes to the first byte behind the member whose data ended in the last chunk; false when its trailer is not there.</summary>
    /// <param name="crc">CRC-32 of the member's content.</param>
    /// <param name="length">Bytes of the content, modulo 2^32.</param>
    /// <param name="isAsync">Whether the file is read asynchronously.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async ValueTask<bool> TryPassTrailerAsync(uint crc, uint length, bool isAsync, CancellationToken cancellationToken)
    {
        var consumed = _position - _chunk;
        await FillAsync(_chunk, consumed + TrailerBytes, isAsync, cancellationToken);
        return TryPassTrailer(crc, length, consumed);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool TryPassTrailer(uint crc, uint length, int consumed)
    {
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

    private int Take(Span<byte> buffer)
    {
        RanOut |= _position == _end;
        _chunk = _position;
        var length = Math.Min(buffer.Length, _end - _position);
        _buffer.AsSpan(_position, length).CopyTo(buffer);
        _position += length;
        return length;
    }

    /// <summary>Sees to it that the buffer holds so many bytes from one of its places on; false when the file has fewer.</summary>
    private async ValueTask<bool> FillAsync(int from, int count, bool isAsync, CancellationToken cancellationToken)
    {
        if (from + count <= _end)
        {
            return true;
        }

        MakeRoom(from, count);
        var missing = count - _end;
        _end += isAsync
            ? await file.ReadAtLeastAsync(_buffer.AsMemory(_end), missing, throwOnEndOfStream: false, cancellationToken)
            : file.ReadAtLeast(_buffer.AsSpan(_end), missing, throwOnEndOfStream: false);
        return _end >= count;
    }

    // What is kept goes to the beginning; the buffer grows for a header that is longer.
    private void MakeRoom(int from, int count)
    {
        var kept = _buffer.AsSpan(from, _end - from);
        var buffer = count > _buffer.Length ? new byte[Math.Max(count, 2 * _buffer.Length)] : _buffer;
        kept.CopyTo(buffer);
        (_buffer, _bufferOffset, _chunk, _position, _end) = (buffer, _bufferOffset + from, Math.Max(0, _chunk - from), _position - from, _end - from);
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
