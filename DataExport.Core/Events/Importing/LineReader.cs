namespace DataExport.Core.Events.Importing;

/// <summary>Splits a stream at line feeds, into spans of one buffer that never grows past the longest line allowed.</summary>
internal sealed class LineReader(Stream stream, int longest)
{
    private const int FirstBytes = 1 << 16;
    private byte[] _buffer = new byte[FirstBytes];
    private int _start;
    private int _end;
    private int _lineStart;
    private int _lineLength;

    /// <summary>Number of the line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The line without its end; nothing of use when it is too long. Valid until the next one is read.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_lineStart, _lineLength);

    /// <summary>Whether the line was longer than allowed; the rest of it has been passed over.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Goes to the next line; false at the end.</summary>
    public bool Read()
    {
        IsTooLong = false;
        var searched = 0;
        while (true)
        {
            var feed = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                return Take(searched + feed, skip: 1);
            }

            searched = _end - _start;
            if (searched > longest)
            {
                // The rest goes by without being kept, so that the next line is found.
                IsTooLong = true;
                (_start, _end, searched) = (0, 0, 0);
            }

            if (!Fill())
            {
                return (_end > _start || IsTooLong) && Take(_end - _start, skip: 0);
            }
        }
    }

    private bool Take(int length, int skip)
    {
        (_lineStart, _lineLength) = (_start, length);
        _start += length + skip;
        Number++;
        return true;
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = stream.Read(_buffer.AsSpan(_end));
        _end += read;
        return read > 0;
    }
}
