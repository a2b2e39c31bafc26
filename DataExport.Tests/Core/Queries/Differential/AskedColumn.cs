using System.Globalization;
using System.Text.RegularExpressions;

namespace DataExport.Tests.Core.Queries.Differential;

/// <summary>A field of a query: a plain column, or something that is computed of the events of a group.</summary>
/// <param name="Written">As it is asked for.</param>
/// <param name="Compute">What it is of a group, given the length of the period in seconds; null for a plain column.</param>
internal sealed partial record AskedColumn(string Written, Func<IReadOnlyList<ModelEvent>, double, AskedValue>? Compute = null)
{
    /// <summary>What the column shows of some events; of a plain column they all show the same.</summary>
    public AskedValue Of(IReadOnlyList<ModelEvent> rows, double seconds) => Compute is null ? AskedValue.OfColumn(rows[0], Written) : Compute(rows, seconds);

    public static AskedColumn Count() => new("count()", (rows, _) => AskedValue.Of(rows.Count));

    public static AskedColumn CountUnique(string column) => new($"count_unique({column})", (rows, _) => AskedValue.Of(Unique(rows, column)));

    public static AskedColumn LastSeen() => new("last_seen()", (rows, _) => Shown(rows.MaxBy(row => row.Timestamp), "timestamp"));

    public static AskedColumn FirstSeen() => new("first_seen()", (rows, _) => Shown(rows.MinBy(row => row.Timestamp), "timestamp"));

    public static AskedColumn LatestReceived() => new("max(received)", (rows, _) => Shown(rows.MaxBy(row => row.Received), "received"));

    public static AskedColumn Any(string column) => new(
        $"any({column})", (rows, _) => rows.Select(row => AskedValue.OfColumn(row, column)).Where(value => value.Shown is not null)
            .Order(Comparer<AskedValue>.Create(AskedValue.CompareWritten)).FirstOrDefault() ?? AskedValue.None);

    public static AskedColumn Least(string column) => new($"min({column})", (rows, _) => Exact(rows, column).FirstOrDefault(AskedValue.None));

    public static AskedColumn Greatest(string column) => new($"max( {column} )", (rows, _) => Exact(rows, column).LastOrDefault(AskedValue.None));

    public static AskedColumn Sum(string column) => new($"sum({column})", (rows, _) =>
        Numbers(rows, column) is { Count: > 0 } numbers ? AskedValue.Of(numbers.Sum(), Tolerance(numbers)) : AskedValue.None);

    public static AskedColumn Average(string column) => new($"avg({column})", (rows, _) =>
        Numbers(rows, column) is { Count: > 0 } numbers ? AskedValue.Of(numbers.Average(), Tolerance(numbers)) : AskedValue.None);

    public static AskedColumn Percentile(string written, string column, double fraction) => new(written, (rows, _) => AskedValue.Of(Percentile(Numbers(rows, column), fraction)));

    public static AskedColumn PerSecond() => new("eps()", (rows, seconds) => AskedValue.Of(seconds == 0 ? null : rows.Count / seconds, 1e-9));

    public static AskedColumn PerMinute() => new("epm()", (rows, seconds) => AskedValue.Of(seconds == 0 ? null : rows.Count * 60 / seconds, 1e-9));

    /// <summary>100 × users / (events − n), by which something is divided by zero now and then.</summary>
    public static AskedColumn Equation(string column, int n) => new(
        $"equation|-(100.0 * count_unique({column}) - 1)/ (count() - {n}) + 2 * count()",
        (rows, _) => AskedValue.Of(rows.Count == n ? null : (-((100.0 * Unique(rows, column)) - 1) / (rows.Count - n)) + (2 * rows.Count)));

    private static int Unique(IReadOnlyList<ModelEvent> rows, string column) => rows.Select(row => AskedValue.OfColumn(row, column)).Where(value => value.Shown is not null).Distinct().Count();

    private static AskedValue Shown(ModelEvent? row, string column) => new(row?.Show(column));

    // Between the two neighbours of the place, in proportion.
    private static double? Percentile(List<double> sorted, double fraction)
    {
        if (sorted.Count == 0)
        {
            return null;
        }

        var place = fraction * (sorted.Count - 1);
        var below = sorted[(int)Math.Floor(place)];
        var above = sorted[(int)Math.Ceiling(place)];
        return below == above ? below : below + ((place - Math.Floor(place)) * (above - below));
    }

    private static double Tolerance(List<double> numbers) => numbers.Sum(Math.Abs) * 1e-12;

    /// <summary>The numbers in their order, with all their digits.</summary>
    private static IEnumerable<AskedValue> Exact(IReadOnlyList<ModelEvent> rows, string column) =>
        Texts(rows, column).Select(text => new AskedValue(ModelNumber.Shortest(text), AskedKind.Number)).Order(Comparer<AskedValue>.Create(AskedValue.Compare));

    private static List<double> Numbers(IReadOnlyList<ModelEvent> rows, string column) =>
        [.. Texts(rows, column).Select(text => double.Parse(text, CultureInfo.InvariantCulture)).Order()];

    private static IEnumerable<string> Texts(IReadOnlyList<ModelEvent> rows, string column) =>
        rows.Select(row => row.Show(column)).OfType<string>().Where(text => Form().IsMatch(text));

    [GeneratedRegex(@"\A[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?\z")]
    private static partial Regex Form();
}
