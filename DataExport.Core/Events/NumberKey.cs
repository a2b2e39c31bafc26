using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace DataExport.Core.Events;

/// <summary>
/// A decimal number as bytes that sort as numbers do, with all its digits: <c>1</c>, <c>1.0</c> and <c>10e-1</c> have the same.
/// </summary>
/// <remarks>
/// A byte for the sign; then, unless it is 0, eight bytes for the magnitude, a byte for each two digits and an end. What is negative has
/// all bytes after the sign complemented. No key is the beginning of another.
/// </remarks>
internal static class NumberKey
{
    private const byte Negative = 0;
    private const byte Zero = 1;
    private const byte Positive = 2;
    private const int DigitsStart = 1 + sizeof(long);

    // Numbers are written out up to so many places before the point, or more where they have the digits, and so many zeros behind it.
    private const int MostPlaces = 40;
    private const int MostLeadingZeros = 4;

    /// <summary>How many bytes the key of a number of so many bytes of text can have at the most.</summary>
    public static int MostBytes(int textBytes) => DigitsStart + (textBytes / 2) + 2;

    /// <summary>Writes the key; returns its length.</summary>
    public static int Write(NumberText number, Span<byte> key)
    {
        if (number.IsZero)
        {
            key[0] = Zero;
            return 1;
        }

        key[0] = Positive;
        BinaryPrimitives.WriteInt64BigEndian(key[1..], number.Magnitude ^ long.MinValue);
        var length = DigitsStart;
        for (var index = 0; index < number.DigitCount; index += 2)
        {
            key[length++] = (byte)(1 + (10 * (number.Digit(index) - '0')) + number.Digit(index + 1) - '0');
        }

        // Zeros at the end say nothing: 1.50 is 1.5.
        while (key[length - 1] == 1)
        {
            length--;
        }

        key[length++] = 0;
        if (number.IsNegative)
        {
            key[0] = Negative;
            Complement(key[1..length]);
        }

        return length;
    }

    /// <summary>The length of the key that some bytes begin with.</summary>
    public static int Length(ReadOnlySpan<byte> key) =>
        key[0] == Zero ? 1 : DigitsStart + key[DigitsStart..].IndexOf(key[0] == Negative ? byte.MaxValue : (byte)0) + 1;

    /// <summary>
    /// The number as text: exact, and in the shortest form, such as <c>1.5</c>, <c>12345678901234567890</c> or <c>1E+400</c>.
    /// </summary>
    public static string Text(ReadOnlySpan<byte> key)
    {
        if (key[0] == Zero)
        {
            return "0";
        }

        var plain = key.ToArray();
        if (key[0] == Negative)
        {
            Complement(plain.AsSpan(1));
        }

        var magnitude = BinaryPrimitives.ReadInt64BigEndian(plain.AsSpan(1)) ^ long.MinValue;
        var digits = string.Concat(plain[DigitsStart..^1].Select(pair => (pair - 1).ToString("00", CultureInfo.InvariantCulture))).TrimEnd('0');

        // A pair can begin with a zero, but the first digit is none.
        return (key[0] == Negative ? "-" : "") + Text(digits, magnitude);
    }

    // The number is 0.digits × 10^magnitude.
    private static string Text(string digits, long magnitude)
    {
        if (magnitude > 0 && magnitude <= Math.Max(MostPlaces, digits.Length))
        {
            var whole = (int)magnitude;
            return digits.Length <= whole ? digits.PadRight(whole, '0') : $"{digits.AsSpan(0, whole)}.{digits.AsSpan(whole)}";
        }

        if (magnitude <= 0 && magnitude >= -MostLeadingZeros)
        {
            return $"0.{new string('0', (int)-magnitude)}{digits}";
        }

        var text = new StringBuilder().Append(digits[0]);
        _ = digits.Length > 1 ? text.Append('.').Append(digits.AsSpan(1)) : text;
        return text.Append(CultureInfo.InvariantCulture, $"E{magnitude - 1:+0;-0}").ToString();
    }

    private static void Complement(Span<byte> bytes)
    {
        foreach (ref var each in bytes)
        {
            each = (byte)~each;
        }
    }
}
