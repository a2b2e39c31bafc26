using System.Buffers;

namespace DataExport.Core.Events.Ingesting;

/// <summary>
/// Takes lines and counted bytes from a stream, through one buffer that never grows past what is asked for. What it hands out is
/// part of that buffer: the caller may change it, and it is valid until the next call.
/// </summary>
internal sealed class ByteReader(Stream stream) : IDisposable
{
    private const int FirstBytes = 1 << 14;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private int _start;
    private int _end;
    private bool _ended;

    private int Available => _end - _start;

    /// <summary>The next line without its line feed, or what is left; null at the end, and when it has more than that many bytes.</summary>
    public async ValueTask<(Memory<byte>? Line, bool IsTooLong)> ReadLineAsync(int longest, CancellationToken cancellationToken)
    {
        var searched = 0;
        while (true)
        {
            var feed = _buffer.AsSpan(_start + searched, Available - searched).IndexOf((byte)'\n');
            var length = feed >= 0 ? searched + feed : Available;
            if (length > longest)
            {
                return (null, true);
            }

            if (feed >= 0)
            {
                return (Take(length, skip: 1), false);
            }

            searched = Available;
            if (!await FillAsync(cancellationToken))
            {
                // Said in full: a bare null would become an empty Memory, by way of an array.
                return (Available == 0 ? default(Memory<byte>?) : Take(Available, skip: 0), false);
            }
        }
    }

    /// <summary>Exactly that many bytes; fewer when the stream ends before.</summary>
    public async ValueTask<Memory<byte>> ReadAsync(int count, CancellationToken cancellationToken)
    {
        await EnsureAsync(count, cancellationToken);
        return Take(Math.Min(count, Available), skip: 0);
    }

    /// <summary>Passes over that many bytes, without keeping them; returns how many there were.</summary>
    public async ValueTask<long> SkipAsync(long count, CancellationToken cancellationToken)
    {
        var left = count;
        while (true)
        {
            var some = (int)Math.Min(left, Available);
            _start += some;
            left -= some;
            if (left == 0 || !await FillAsync(cancellationToken))
            {
                return count - left;
            }
        }
    }

    /// <summary>Passes over the rest of the line and its line feed, without keeping them.</summary>
    public async ValueTask SkipLineAsync(CancellationToken cancellationToken)
    {
        int feed;
        while ((feed = _buffer.AsSpan(_start, Available).IndexOf((byte)'\n')) < 0)
        {
            _start = _end;
            if (!await FillAsync(cancellationToken))
            {
                return;
            }
        }

        _start += feed + 1;
    }

    /// <summary>Passes over a line feed, or the end; not <c>IsEnd</c> when something else comes.</summary>
    /// <param name="after">What was handed out last; it is handed out again, for it may have moved.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<(bool IsEnd, Memory<byte> After)> SkipFeedAsync(Memory<byte> after, CancellationToken cancellationToken)
    {
        // Given back for a moment, so that it stays whole when the buffer moves.
        _start -= after.Length;
        await EnsureAsync(after.Length + 1, cancellationToken);
        after = Take(after.Length, skip: 0);
        if (Available == 0)
        {
            return (true, after);
        }

        return _buffer[_start++] == '\n' ? (true, after) : (false, after);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private Memory<byte> Take(int count, int skip)
    {
        var taken = _buffer.AsMemory(_start, count);
        _start += count + skip;
        return taken;
    }

    private async ValueTask EnsureAsync(int count, CancellationToken cancellationToken)
    {
        while (Available < count && await FillAsync(cancellationToken))
        {
        }
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_ended)
        {
            return false;
        }

        if (_start > 0)
        {
            _buffer.AsSpan(_start, Available).CopyTo(_buffer);
            (_start, _end) = (0, Available);
        }

        if (_end == _buffer.Length)
        {
            Grow();
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        _ended = read == 0;
        return !_ended;
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
