using System.IO.Compression;

namespace DataExport.Core.Compression;

/// <summary>
/// Reads a gzip file to its very end (RFC 1952): every member, checked against its CRC and length, and zeros after the last, with
/// which tapes and some tools pad. The runtime's GZipStream ends in silence where a file breaks off or goes on as something else.
/// </summary>
/// <param name="file">The file, at its beginning; disposed with this.</param>
/// <param name="cancellationToken">Ends the reading, also where members without content follow one another for long.</param>
/// <exception cref="InvalidDataException">From a read: the file is broken. The message is a sentence that says where.</exception>
internal sealed class GzipReader(Stream file, CancellationToken cancellationToken) : Stream
{
    private readonly GzipInput _input = new(file);
    private DeflateStream? _member;
    private long _memberOffset;
    private Crc32 _crc;
    private long _length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty && (_member is not null || TryBegin()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = Inflate(buffer);
            if (read > 0)
            {
                _crc.Append(buffer[..read]);
                _length += read;
                return read;
            }

            End();
        }

        return 0;
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
            _member?.Dispose();
            _input.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Begins the next member; false at the end of the file.</summary>
    private bool TryBegin()
    {
        var isFirst = _input.Offset == 0;
        while (!isFirst && _input.Peek() == 0)
        {
            _input.ReadByte();
        }

        if (_input.Peek() < 0)
        {
            return false;
        }

        (_memberOffset, _crc, _length) = (_input.Offset, default, 0);
        if (!GzipHeader.TryRead(_input))
        {
            throw _input.RanOut ? BreaksOff() : new InvalidDataException($"What begins at byte {_memberOffset} of the file is no gzip.");
        }

        _input.BeginData();
        _member = new DeflateStream(_input, CompressionMode.Decompress, leaveOpen: true);
        return true;
    }

    private int Inflate(Span<byte> buffer)
    {
        try
        {
            return _member!.Read(buffer);
        }
        catch (InvalidDataException)
        {
            throw new InvalidDataException($"The gzip member that begins at byte {_memberOffset} of the file cannot be unpacked.");
        }
    }

    private void End()
    {
        if (_input.RanOut)
        {
            throw BreaksOff();
        }

        if (!_input.TryPassTrailer(_crc.Value, (uint)_length))
        {
            throw new InvalidDataException($"The gzip member that begins at byte {_memberOffset} of the file does not end with its checksum.");
        }

        _member!.Dispose();
        _member = null;
    }

    private InvalidDataException BreaksOff() => new($"The gzip member that begins at byte {_memberOffset} of the file breaks off.");
}
