namespace DataExport.Core.Compression;

/// <summary>The header of a gzip member (RFC 1952 §2.3): <c>1f 8b 08 flags time(4) extra-flags system</c>, then what the flags name.</summary>
internal ref struct GzipHeader
{
    private const int HasCrc = 2;
    private const int HasExtra = 4;
    private const int HasName = 8;
    private const int HasComment = 16;
    private const int Reserved = 0xE0;

    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;
    private bool _ranOut;

    private GzipHeader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">Bytes that begin with it.</param>
    /// <returns>Its length; 0 when there are too few bytes to tell, and null when it is none.</returns>
    public static int? Read(ReadOnlySpan<byte> bytes)
    {
        var header = new GzipHeader(bytes);
        return header.Pass() ? header._position : header._ranOut ? 0 : null;
    }

    private bool Pass()
    {
        if (Next() != 0x1f || Next() != 0x8b || Next() != 8 || Next() is not (>= 0 and var flags) || (flags & Reserved) != 0)
        {
            return false;
        }

        const int fixedRest = 6;
        return Pass(fixedRest)
            && ((flags & HasExtra) == 0 || Pass(Next() | (Next() << 8)))
            && ((flags & HasName) == 0 || PassText())
            && ((flags & HasComment) == 0 || PassText())
            && ((flags & HasCrc) == 0 || MatchesCrc());
    }

    private bool MatchesCrc()
    {
        Crc32 crc = default;
        crc.Append(_bytes[.._position]);
        return (Next() | (Next() << 8)) == (crc.Value & 0xFFFF);
    }

    /// <summary>Passes so many bytes; false at the end, also for a negative count, which was made of bytes that are not there.</summary>
    private bool Pass(int count)
    {
        _ranOut |= count > _bytes.Length - _position;
        _position += _ranOut ? 0 : count;
        return !_ranOut;
    }

    private bool PassText()
    {
        int value;
        do
        {
            value = Next();
        }
        while (value > 0);
        return value == 0;
    }

    private int Next()
    {
        _ranOut |= _position == _bytes.Length;
        return _ranOut ? -1 : _bytes[_position++];
    }
}
