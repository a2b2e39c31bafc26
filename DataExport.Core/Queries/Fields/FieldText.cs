using System.Globalization;

namespace DataExport.Core.Queries.Fields;

/// <summary>The text of a field with a place in it: reads names, arguments and numbers from there.</summary>
internal sealed class FieldText(string text, int start)
{
    private const string TagPrefix = "tags[";

    /// <summary>The place, in characters from 0.</summary>
    public int Position { get; private set; } = start;

    /// <summary>Whether the place is behind the last character.</summary>
    public bool AtEnd => Position >= text.Length;

    /// <summary>The character at the place; NUL at the end.</summary>
    public char Current => AtEnd ? '\0' : text[Position];

    /// <summary>Whether a field is a name, an opening parenthesis, anything, and a closing one at its very end.</summary>
    public static bool LooksLikeCall(string text)
    {
        var name = new FieldText(text, 0);
        return name.TakeName().Length > 0 && name.Current == '(' && text.EndsWith(')');
    }

    /// <summary>Passes over white space.</summary>
    public void SkipSpace()
    {
        while (!AtEnd && char.IsWhiteSpace(Current))
        {
            Position++;
        }
    }

    /// <summary>Passes over white space and the character; false, and only the white space passed, when another stands there.</summary>
    public bool Take(char expected)
    {
        SkipSpace();
        var found = !AtEnd && Current == expected;
        Position += found ? 1 : 0;
        return found;
    }

    /// <summary>Reads ASCII letters, digits and underscores; empty when there are none, or a digit comes first.</summary>
    public string TakeName()
    {
        var first = Position;
        while (char.IsAsciiLetter(Current) || Current == '_' || (Position > first && char.IsAsciiDigit(Current)))
        {
            Position++;
        }

        return text[first..Position];
    }

    /// <summary>Reads an argument: up to a comma or the closing parenthesis, which a key in <c>tags[…]</c> may contain.</summary>
    public string TakeArgument()
    {
        SkipSpace();
        var first = Position;
        if (string.CompareOrdinal(text, first, TagPrefix, 0, TagPrefix.Length) == 0)
        {
            Position += TagPrefix.Length;
            while (!AtEnd && !(Current == ']' && EndsArgument(Position + 1)))
            {
                Position++;
            }
        }

        while (!AtEnd && Current is not (',' or ')'))
        {
            Position++;
        }

        return text[first..Position].TrimEnd();
    }

    /// <summary>Reads a number without a sign; null, and nothing read, when none stands here.</summary>
    public double? TakeNumber()
    {
        var end = Position;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.' || (text[end] is '+' or '-' && end > Position && text[end - 1] is 'e' or 'E') || (text[end] is 'e' or 'E' && end > Position)))
        {
            end++;
        }

        if (ReadNumber(text.AsSpan(Position, end - Position)) is not { } number)
        {
            return null;
        }

        Position = end;
        return number;
    }

    /// <summary>Reads a whole text as a finite number without a sign; null when it is none.</summary>
    public static double? ReadNumber(ReadOnlySpan<char> digits) =>
        double.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;

    private bool EndsArgument(int position)
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        return position < text.Length && text[position] is ',' or ')';
    }
}
