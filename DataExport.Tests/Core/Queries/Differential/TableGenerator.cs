using System.Globalization;

namespace DataExport.Tests.Core.Queries.Differential;

/// <summary>Makes queries with groups and sorts, always the same from one seed.</summary>
internal sealed class TableGenerator(IReadOnlyList<ModelEvent> events, int seed)
{
    private static readonly string[] GroupColumns =
    [
        "level", "project", "project.id", "issue", "issue.id", "error.handled", "environment", "release", "user", "platform", "tags[host]", "tags[a.b]", "plan", "extra.n", "extra.host", "extra.plan", "extra.a.b",
        "contexts.os.plan", "contexts.os.n", "type", "message", "timestamp", "tags[x\") OR 1=1--]", "tags[a]b[]",
    ];

    private static readonly string[] NumberColumns = ["tags[n]", "n", "tags[plan]", "host", "extra.n", "extra.host", "extra.plan", "contexts.os.n", "issue.id", "tags[$.a']"];

    private readonly AskGenerator _searches = new(events, seed);
    private readonly Random _random = new(seed);

    public AskedTable Next()
    {
        var found = _searches.Next();
        if (found.Search is not null)
        {
            // A search may name an issue or a project, which has to be among those of the query.
            found = found with { Projects = [] };
        }

        var columns = Enumerable.Range(0, _random.Next(0, 4)).Select(_ => new AskedColumn(Pick(GroupColumns))).ToList();
        if (_random.Next(4) > 0 || columns.Count == 0)
        {
            columns.AddRange(Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Aggregate(found)));
        }

        columns = [.. columns.DistinctBy(column => column.Written).OrderBy(_ => _random.Next())];
        return new AskedTable { Found = found, Columns = columns, Sort = MakeSort(columns) };
    }

    // The last digits of sums are not said, so nothing is sorted by them, nor by the default when a sum comes first.
    private List<(int Column, bool Descending)> MakeSort(List<AskedColumn> columns)
    {
        var exact = Enumerable.Range(0, columns.Count).Where(index => !IsInexact(columns[index])).ToList();
        var first = columns.Find(column => column.Compute is not null);
        var least = first is null || IsInexact(first) ? 1 : 0;
        if (exact.Count == 0)
        {
            columns.Add(AskedColumn.Count());
            exact.Add(columns.Count - 1);
        }

        return [.. exact.OrderBy(_ => _random.Next()).Take(Math.Max(least, _random.Next(3))).Select(index => (index, _random.Next(2) == 0))];
    }

    private static bool IsInexact(AskedColumn column) =>
        column.Compute is not null && new[] { "sum", "avg", "eps", "epm" }.Any(name => column.Written.StartsWith(name, StringComparison.Ordinal));

    private AskedColumn Aggregate(AskedQuery found) => _random.Next(13) switch
    {
        0 or 1 => AskedColumn.Count(),
        2 => AskedColumn.CountUnique(Pick(GroupColumns)),
        3 => AskedColumn.Least(Pick(NumberColumns)),
        4 => AskedColumn.Greatest(Pick(NumberColumns)),
        5 => AskedColumn.Sum(Pick(NumberColumns)),
        6 => AskedColumn.Average(Pick(NumberColumns)),
        7 or 8 => Percentile(),
        9 => _random.Next(3) switch { 0 => AskedColumn.LastSeen(), 1 => AskedColumn.FirstSeen(), _ => AskedColumn.LatestReceived() },
        10 => found is { Start: not null, End: not null } ? _random.Next(2) == 0 ? AskedColumn.PerSecond() : AskedColumn.PerMinute() : AskedColumn.Count(),
        11 => AskedColumn.Any(Pick(GroupColumns)),
        _ => AskedColumn.Equation(Pick(GroupColumns), _random.Next(1, 20)),
    };

    private AskedColumn Percentile()
    {
        var column = Pick(NumberColumns);
        var (name, fraction) = _random.Next(6) switch
        {
            0 => ("p50", 0.5),
            1 => ("p75", 0.75),
            2 => ("p95", 0.95),
            3 => ("p99", 0.99),
            _ => ("", _random.Next(0, 101) / 100.0),
        };
        return AskedColumn.Percentile(name.Length > 0 ? $"{name}({column})" : $"percentile({column}, {fraction.ToString(CultureInfo.InvariantCulture)})", column, fraction);
    }

    private string Pick(string[] values) => values[_random.Next(values.Length)];
}
