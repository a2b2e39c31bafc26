using System.Globalization;
using System.Text;

namespace DataExport.Tests.Core.Queries.Differential;

/// <summary>One cell of an answer of the model.</summary>
/// <param name="Shown">What the file shows; null for an empty cell.</param>
/// <param name="Number">What it is compared by when it is a number; text is compared by its bytes.</param>
/// <param name="Tolerance">How far a number may be off, because the order of a sum is not said.</param>
internal sealed record AskedValue(string? Shown, double? Number = null, double Tolerance = 0)
{
    /// <summary>An empty cell.</summary>
    public static AskedValue None { get; } = new(Shown: null);

    /// <summary>A computed number; null for none.</summary>
    public static AskedValue Of(double? number, double tolerance = 0) => number is { } value && double.IsFinite(value)
        ? new AskedValue((value + 0.0).ToString(CultureInfo.InvariantCulture), value, tolerance)
        : None;

    /// <summary>What a plain column shows of an event.</summary>
    public static AskedValue OfColumn(ModelEvent row, string column) => new(row.Show(column), column switch
    {
        "project.id" => row.Project,
        "issue.id" => row.Issue,
        "error.handled" => row.Handled switch { null => null, true => 1, false => 0 },
        _ => null,
    });

    /// <summary>The order of values: null lowest, numbers as numbers, text by its UTF-8 bytes.</summary>
    public static int Compare(AskedValue left, AskedValue right) =>
        left.Shown is null || right.Shown is null ? (left.Shown is not null).CompareTo(right.Shown is not null)
        : left.Number is { } number ? number.CompareTo(right.Number)
        : Encoding.UTF8.GetBytes(left.Shown).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right.Shown));

    /// <summary>Whether a file shows this value.</summary>
    public bool Fits(string? shown) => shown == Shown
        || (Tolerance > 0 && double.TryParse(shown, CultureInfo.InvariantCulture, out var number) && Math.Abs(number - Number!.Value) <= Tolerance);
}
