namespace DataExport.Core.Events;

/// <summary>Compares decimal numbers by their text, so that no digit is lost however many there are.</summary>
public readonly ref struct NumberText
{
    private const int MostExponentDigits = 9;
    private readonly ReadOnlySpan<byte> _whole;
    private readonly ReadOnlySpan<byte> _fraction;

    private NumberText(bool negative, ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction, long exponent)
    {
        IsNegative = negative;
        _whole = whole.TrimStart((byte)'0');
        _fraction = _whole.IsEmpty ? fraction.TrimStart((byte)'0') : fraction;
        Magnitude = exponent + (_whole.IsEmpty ? _fraction.Length - fraction.Length : _whole.Length);
        IsZero = _whole.IsEmpty && _fraction.IsEmpty;
    }

    /// <summary>Whether it is 0.</summary>
    public bool IsZero { get; }

    /// <summary>Whether there is a minus before it.</summary>
    internal bool IsNegative { get; }

    /// <summary>The number is 0.d1d2d3… × 10 to this power, where d1 is not 0; 0 has no digits at all.</summary>
    internal long Magnitude { get; }

    /// <summary>How many digits there are, with zeros at the end that say nothing.</summary>
    internal int DigitCount => _whole.Length + _fraction.Length;

    /// <summary>Reads a number such as <c>7</c>, <c>-1.50</c> or <c>+2e-7</c>; false when the text is anything else.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out NumberText number)
    {
        number = default;
        var negative = text is [(byte)'-', ..];
        var rest = text is [(byte)'-' or (byte)'+', ..] ? text[1..] : text;
        var whole = TakeDigits(ref rest);
        ReadOnlySpan<byte> fraction = default;
        if (rest is [(byte)'.', ..])
        {
            rest = rest[1..];
            fraction = TakeDigits(ref rest);
            if (fraction.IsEmpty)
            {
                return false;
            }
        }

        if (whole.IsEmpty || !TryTakeExponent(ref rest, out var exponent) || !rest.IsEmpty)
        {
            return false;
        }

        number = new NumberText(negative, whole, fraction, exponent);
        return true;
    }

    /// <summary>Below 0, 0 or above 0, as the value is less than, equal to or greater than the number; null when one of them is none.</summary>
    public static int? Compare(ReadOnlySpan<byte> value, ReadOnlySpan<byte> number) =>
        TryParse(value, out var left) && TryParse(number, out var right) ? left.CompareTo(right) : null;

    /// <summary>-1, 0 or 1, as this is less than, equal to or greater than the other.</summary>
    public int CompareTo(NumberText other)
    {
        if (Sign != other.Sign)
        {
            return Sign.CompareTo(other.Sign);
        }

        var order = IsZero ? 0 : Magnitude != other.Magnitude ? Magnitude.CompareTo(other.Magnitude) : CompareDigits(other);
        return Sign * Math.Sign(order);
    }

    /// <summary>A digit in ASCII, <c>0</c> beyond the last.</summary>
    internal int Digit(int index) =>
        index < _whole.Length ? _whole[index] : index - _whole.Length < _fraction.Length ? _fraction[index - _whole.Length] : '0';

    private int Sign => IsZero ? 0 : IsNegative ? -1 : 1;

    private int CompareDigits(NumberText other)
    {
        var most = Math.Max(DigitCount, other.DigitCount);
        for (var index = 0; index < most; index++)
        {
            var order = Digit(index) - other.Digit(index);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static ReadOnlySpan<byte> TakeDigits(scoped ref ReadOnlySpan<byte> rest)
    {
        var length = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var digits = length < 0 ? rest : rest[..length];
        rest = rest[digits.Length..];
        return digits;
    }

    private static bool TryTakeExponent(scoped ref ReadOnlySpan<byte> rest, out long exponent)
    {
        exponent = 0;
        if (rest is not [(byte)'e' or (byte)'E', ..])
        {
            return true;
        }

        rest = rest[1..];
        var negative = rest is [(byte)'-', ..];
        rest = rest is [(byte)'-' or (byte)'+', ..] ? rest[1..] : rest;
        var digits = TakeDigits(ref rest);
        var significant = digits.TrimStart((byte)'0');
        if (digits.IsEmpty || significant.Length > MostExponentDigits)
        {
            // Nobody measures that; and it stays far from what a magnitude can hold.
            return false;
        }

        foreach (var digit in significant)
        {
            exponent = (exponent * 10) + digit - '0';
        }

        exponent = negative ? -exponent : exponent;
        return true;
    }
}
