using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DataExport.Tests.Core.Queries.Differential;

/// <summary>One cell of an answer of the model.</summary>
/// <param name="Shown">What the file shows; null for an empty cell.</param>
/// <param name="Kind">What it is; of no meaning for an empty cell.</param>
/// <param name="Tolerance">How far a number may be off, because the order of a sum is not said.</param>
internal sealed record AskedValue(string? Shown, AskedKind Kind = AskedKind.Text, double Tolerance = 0)
{
    /// <summary>An empty cell.</summary>
    public static AskedValue None { get; } = new(Shown: null);

    /// <summary>The cell as JSON has it.</summary>
    public string Json => Shown is null ? "null" : Kind == AskedKind.Text ? JsonSerializer.Serialize(Shown) : Shown;

    /// <summary>A computed number; none when it is not finite.</summary>
    public static AskedValue Of(double? number, double tolerance = 0) => number is { } value && double.IsFinite(value)
        ? new AskedValue((value + 0.0).ToString(CultureInfo.InvariantCulture), AskedKind.Number, tolerance)
        : None;

    /// <summary>What a plain column shows of an event.</summary>
    public static AskedValue OfColumn(ModelEvent row, string column) => new(row.Show(column), column switch
    {
        "project.id" or "issue.id" => AskedKind.Number,
        "error.handled" => AskedKind.Boolean,
        _ => row.Json(column)?.Stored[0] switch
        {
            null or '"' or '[' or '{' => AskedKind.Text,
            't' or 'f' => AskedKind.Boolean,
            _ => AskedKind.Number,
        },
    });

    /// <summary>The order of values: null lowest, then numbers as numbers, text by its UTF-8 bytes, false, true.</summary>
    public static int Compare(AskedValue left, AskedValue right) =>
        left.Shown is null || right.Shown is null ? (left.Shown is not null).CompareTo(right.Shown is not null)
        : left.Kind != right.Kind ? left.Kind.CompareTo(right.Kind)
        : left.Kind == AskedKind.Number ? ModelNumber.Compare(left.Shown, right.Shown)!.Value
        : CompareTexts(left.Shown, right.Shown);

    /// <summary>The same, and numbers that are equal by what they are written as.</summary>
    public static int CompareWritten(AskedValue left, AskedValue right) =>
        Compare(left, right) is var order and not 0 ? order : left.Shown is null ? 0 : CompareTexts(left.Shown, right.Shown!);

    /// <summary>Whether a cell of the answer, as JSON has it, is this value.</summary>
    public bool Fits(string json) => json == Json
        || (Tolerance > 0 && double.TryParse(json, CultureInfo.InvariantCulture, out var number) && Math.Abs(number - double.Parse(Shown!, CultureInfo.InvariantCulture)) <= Tolerance);

    private static int CompareTexts(string left, string right) => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
}
