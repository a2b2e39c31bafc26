namespace DataExport.Core.Compression;

/// <summary>The header of a gzip member (RFC 1952 §2.3): <c>1f 8b 08 flags time(4) extra-flags system</c>, then what the flags name.</summary>
internal ref struct GzipHeader
{
    private const int HasCrc = 2;
    private const int HasExtra = 4;
    private const int HasName = 8;
    private const int HasComment = 16;
    private const int Reserved = 0xE0;

    private readonly GzipInput _input;
    private Crc32 _crc;

    private GzipHeader(GzipInput input) => _input = input;

    /// <summary>Passes a header; false when the input has none, or not all of it.</summary>
    public static bool TryRead(GzipInput input) => new GzipHeader(input).TryRead();

    private bool TryRead()
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
        var expected = (int)(_crc.Value & 0xFFFF);
        return (Next() | (Next() << 8)) == expected;
    }

    /// <summary>Passes so many bytes; false at the end, also for a negative count, which was made of bytes that were not there.</summary>
    private bool Pass(int count)
    {
        while (count > 0 && Next() >= 0)
        {
            count--;
        }

        return count == 0;
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
        var value = _input.ReadByte();
        if (value >= 0)
        {
            _crc.Append([(byte)value]);
        }

        return value;
    }
}
