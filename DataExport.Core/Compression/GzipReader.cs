using System.IO.Compression;
using DataExport.Core.Streams;

namespace DataExport.Core.Compression;

/// <summary>
/// Reads a gzip file to its very end (RFC 1952): every member, checked against its CRC and length, and zeros after the last, with
/// which tapes and some tools pad. The runtime's GZipStream ends in silence where a file breaks off or goes on as something else.
/// </summary>
/// <param name="file">
/// The file, at its beginning; it need not be able to seek, and is read as this is read, synchronously or not. Disposed with this.
/// </param>
/// <param name="cancellationToken">Ends the reading, also where members without content follow one another for long.</param>
/// <exception cref="InvalidDataException">From a read: the file is broken. The message is a sentence that says where.</exception>
internal sealed class GzipReader(Stream file, CancellationToken cancellationToken) : ReadOnlyStream
{
    // Names and comments may be of any length; what is longer is no header that anyone means.
    private const int MostHeaderBytes = 1 << 20;

    private readonly GzipInput _input = new(file);
    private DeflateStream? _member;
    private long _memberOffset;
    private Crc32 _crc;
    private long _length;

    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty && (_member is not null || Completed(TryBeginAsync(isAsync: false))))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = Inflate(buffer);
            if (read > 0)
            {
                return Count(buffer[..read]);
            }

            Completed(EndAsync(isAsync: false));
        }

        return 0;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken readToken = default)
    {
        while (!buffer.IsEmpty && (_member is not null || await TryBeginAsync(isAsync: true)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = await InflateAsync(buffer, readToken);
            if (read > 0)
            {
                return Count(buffer.Span[..read]);
            }

            await EndAsync(isAsync: true);
        }

        return 0;
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

    // What is not asynchronous has completed when it returns.
    private static T Completed<T>(ValueTask<T> task) =>
        task.IsCompleted ? task.GetAwaiter().GetResult() : throw new InvalidOperationException("A synchronous read has not completed.");

    /// <summary>Begins the next member; false at the end of the file.</summary>
    private async ValueTask<bool> TryBeginAsync(bool isAsync)
    {
        var isFirst = _input.Offset == 0;
        while (await _input.LookAheadAsync(1, isAsync, cancellationToken) && !isFirst && _input.Ahead[0] == 0)
        {
            _input.Pass(1);
        }

        if (_input.Ahead.IsEmpty)
        {
            return false;
        }

        (_memberOffset, _crc, _length) = (_input.Offset, default, 0);
        _input.Pass(await ReadHeaderAsync(isAsync));
        _input.BeginData();
        _member = new DeflateStream(_input, CompressionMode.Decompress, leaveOpen: true);
        return true;
    }

    private async ValueTask<int> ReadHeaderAsync(bool isAsync)
    {
        while (true)
        {
            var ahead = _input.Ahead.Length;
            if (GzipHeader.Read(_input.Ahead) is not { } length || (length == 0 && ahead > MostHeaderBytes))
            {
                throw new InvalidDataException($"What begins at byte {_memberOffset} of the file is no gzip.");
            }

            if (length > 0)
            {
                return length;
            }

            // Twice as much each time, so that a header that comes byte by byte is not read over and over; a short one may be all there is.
            await _input.LookAheadAsync(2 * ahead, isAsync, cancellationToken);
            if (_input.Ahead.Length == ahead)
            {
                throw BreaksOff();
            }
        }
    }

    private int Count(ReadOnlySpan<byte> content)
    {
        _crc.Append(content);
        _length += content.Length;
        return content.Length;
    }

    private int Inflate(Span<byte> buffer)
    {
        try
        {
            return _member!.Read(buffer);
        }
        catch (InvalidDataException)
        {
            throw Broken();
        }
    }

    private async ValueTask<int> InflateAsync(Memory<byte> buffer, CancellationToken readToken)
    {
        try
        {
            return await _member!.ReadAsync(buffer, readToken);
        }
        catch (InvalidDataException)
        {
            throw Broken();
        }
    }

    private async ValueTask<bool> EndAsync(bool isAsync)
    {
        if (_input.RanOut)
        {
            throw BreaksOff();
        }

        if (!await _input.TryPassTrailerAsync(_crc.Value, (uint)_length, isAsync, cancellationToken))
        {
            throw new InvalidDataException($"The gzip member that begins at byte {_memberOffset} of the file does not end with its checksum.");
        }

        await _member!.DisposeAsync();
        _member = null;
        return true;
    }

    private InvalidDataException Broken() => new($"The gzip member that begins at byte {_memberOffset} of the file cannot be unpacked.");

    private InvalidDataException BreaksOff() => new($"The gzip member that begins at byte {_memberOffset} of the file breaks off.");
}
