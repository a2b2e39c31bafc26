using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace DataExport.Tests.Core.Queries.Differential;

/// <summary>Numbers and durations of the model: exact, as a whole number times a power of ten.</summary>
internal static partial class ModelNumber
{
    private static readonly Dictionary<string, int> Units = new()
    {
        ["ms"] = 1, ["s"] = 1000, ["min"] = 60_000, ["m"] = 60_000, ["hr"] = 3_600_000, ["h"] = 3_600_000,
        ["day"] = 86_400_000, ["d"] = 86_400_000, ["wk"] = 604_800_000, ["w"] = 604_800_000,
    };

    /// <summary>How a value compares with an operand; null when it is not of its kind.</summary>
    public static int? Compare(string? value, string operand)
    {
        var wanted = Number(operand);
        var asDurations = wanted is null;
        wanted ??= Duration(operand);
        var found = value is null ? null : Number(value) ?? (asDurations ? Duration(value) : null);
        return found is null ? null : Compare(found.Value, wanted!.Value);
    }

    /// <summary>A number in the form in which aggregates show it: exact, without zeros that say nothing.</summary>
    public static string Shortest(string number)
    {
        var (digits, exponent) = Number(number)!.Value;
        if (digits.IsZero)
        {
            return "0";
        }

        var text = BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture);
        exponent += text.Length - text.TrimEnd('0').Length;
        text = text.TrimEnd('0');
        var sign = digits.Sign < 0 ? "-" : "";

        // Where the point stands, counted from the first digit.
        var point = text.Length + exponent;
        return sign + (point > 40 && point > text.Length ? Scientific(text, point - 1)
            : point <= -5 ? Scientific(text, point - 1)
            : point <= 0 ? "0." + new string('0', -point) + text
            : point >= text.Length ? text + new string('0', point - text.Length)
            : text[..point] + "." + text[point..]);
    }

    private static string Scientific(string digits, int exponent) =>
        digits[..1] + (digits.Length > 1 ? "." + digits[1..] : "") + "E" + (exponent < 0 ? "-" : "+") + Math.Abs(exponent).ToString(CultureInfo.InvariantCulture);

    private static int Compare((BigInteger Digits, int Exponent) left, (BigInteger Digits, int Exponent) right)
    {
        var lowest = Math.Min(left.Exponent, right.Exponent);
        return (left.Digits * BigInteger.Pow(10, left.Exponent - lowest)).CompareTo(right.Digits * BigInteger.Pow(10, right.Exponent - lowest));
    }

    private static (BigInteger Digits, int Exponent)? Number(string text)
    {
        var match = Form().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var fraction = match.Groups["fraction"].Value;
        var exponent = match.Groups["exponent"].Value is { Length: > 0 } written ? int.Parse(written, CultureInfo.InvariantCulture) : 0;
        return (BigInteger.Parse(match.Groups["sign"].Value + match.Groups["whole"].Value + fraction, CultureInfo.InvariantCulture), exponent - fraction.Length);
    }

    private static (BigInteger Digits, int Exponent)? Duration(string text)
    {
        var unit = Units.Keys.Where(text.EndsWith).MaxBy(unit => unit.Length);
        return unit is not null && !text.Contains('e', StringComparison.OrdinalIgnoreCase) && Number(text[..^unit.Length]) is { } number
            ? (number.Digits * Units[unit], number.Exponent)
            : null;
    }

    [GeneratedRegex(@"\A(?<sign>[+-]?)(?<whole>[0-9]+)(\.(?<fraction>[0-9]+))?([eE](?<exponent>[+-]?[0-9]+))?\z")]
    private static partial Regex Form();
}
