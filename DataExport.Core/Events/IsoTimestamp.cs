namespace DataExport.Core.Events;

/// <summary>
/// Reads calendar times of ISO 8601 and RFC 3339, <c>2005-12-04T04:47:44.123456+01:00</c>: extended or basic, with <c>T</c> or a
/// space, from the day alone to any number of decimals after <c>.</c> or <c>,</c>, with <c>Z</c>, <c>UTC</c>, an offset, or none (UTC).
/// A leap second, <c>23:59:60</c>, is the second after it.
/// </summary>
internal ref struct IsoTimestamp
{
    private const int MostMicroseconds = 1_000_000;
    private readonly ReadOnlySpan<char> _text;
    private int _position;

    private IsoTimestamp(ReadOnlySpan<char> text) => _text = text;

    private readonly char Next => _position < _text.Length ? _text[_position] : '\0';

    /// <summary>Microseconds since 1970 UTC; false when the text is no such time.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out long microseconds) => new IsoTimestamp(text).TryRead(out microseconds);

    private bool TryRead(out long microseconds)
    {
        microseconds = 0;
        var (hour, minute, second, fraction, offset) = (0, 0, 0, 0, 0);
        if (!Digits(4, out var year) || !Separated('-', 2, out var month) || !Separated('-', 2, out var day))
        {
            return false;
        }

        if (Next is 'T' or 't' or ' ')
        {
            _position++;
            if (!Digits(2, out hour) || !Separated(':', 2, out minute) || !Seconds(out second, out fraction) || !Offset(out offset))
            {
                return false;
            }
        }

        if (_position != _text.Length || year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }

        var local = new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Utc);
        microseconds = Timestamps.ToMicroseconds(local) + (second * (long)MostMicroseconds) + fraction - (offset * 60L * MostMicroseconds);
        return true;
    }

    /// <summary>Two digits after the mark that stands between the parts, or, in the basic form, right away.</summary>
    private bool Separated(char mark, int count, out int value)
    {
        _position += Next == mark ? 1 : 0;
        return Digits(count, out value);
    }

    private bool Digits(int count, out int value)
    {
        value = 0;
        for (; count > 0; count--, _position++)
        {
            if (!char.IsAsciiDigit(Next))
            {
                return false;
            }

            value = (value * 10) + (Next - '0');
        }

        return true;
    }

    private bool Seconds(out int second, out int fraction)
    {
        (second, fraction) = (0, 0);
        if (Next != ':' && !char.IsAsciiDigit(Next))
        {
            return true;
        }

        if (!Separated(':', 2, out second))
        {
            return false;
        }

        if (Next is not ('.' or ','))
        {
            return true;
        }

        _position++;
        if (!char.IsAsciiDigit(Next))
        {
            return false;
        }

        for (var unit = MostMicroseconds / 10; char.IsAsciiDigit(Next); unit /= 10, _position++)
        {
            fraction += (Next - '0') * unit;
        }

        return true;
    }

    private bool Offset(out int minutes)
    {
        minutes = 0;
        _position += Next == ' ' ? 1 : 0;
        var rest = _text[_position..];
        if (rest.IsEmpty || rest.Equals("Z", StringComparison.OrdinalIgnoreCase) || rest is "UTC")
        {
            _position = _text.Length;
            return true;
        }

        if (Next is not ('+' or '-'))
        {
            return false;
        }

        var sign = Next == '-' ? -1 : 1;
        _position++;
        if (!Digits(2, out var hours))
        {
            return false;
        }

        var odd = 0;
        if (_position < _text.Length && !Separated(':', 2, out odd))
        {
            return false;
        }

        minutes = sign * ((hours * 60) + odd);
        return hours < 24 && odd < 60;
    }
}
