using System.Globalization;
using DataExport.Core.Queries.Columns;
using DataExport.Core.Queries.Fields;

namespace DataExport.Core.Queries.Compilation;

/// <summary>
/// What aggregates are made of. Counts, sums, least and greatest values of the parts of a group make those of the group, so that
/// a part is all events of a project; for percentiles and different values each event is a part of its own.
/// </summary>
/// <param name="eachEvent">Whether each event is a part of its own.</param>
internal sealed class GroupParts(bool eachEvent)
{
    private readonly List<(string Fold, Column? Column, bool AsNumber)> _parts = [];
    private readonly List<(string Part, double Fraction)> _percentiles = [];

    /// <summary>The columns of the parts: <c>p0</c>, <c>p1</c> and so on.</summary>
    public IEnumerable<string> Names => _parts.Select((_, index) => Name("p", index));

    /// <summary>The columns that percentiles are put into: <c>q0</c>, <c>q1</c> and so on.</summary>
    public IEnumerable<string> PercentileNames => _percentiles.Select((_, index) => Name("q", index));

    /// <summary>The percentiles by the part that they are taken of.</summary>
    public IEnumerable<IGrouping<string, (string Name, double Fraction)>> Percentiles =>
        _percentiles.Select((percentile, index) => (percentile.Part, Name: Name("q", index), percentile.Fraction))
            .GroupBy(percentile => percentile.Part, percentile => (percentile.Name, percentile.Fraction));

    /// <summary>Appends the expressions over the events.</summary>
    public void Append(SqlText sql)
    {
        var separator = "";
        foreach (var (fold, column, asNumber) in _parts)
        {
            sql.Append($"{separator}{fold}({(asNumber ? "number(" : "")}");
            separator = ", ";
            _ = column is null ? sql.Append("1") : SortSql.Append(sql, column);
            sql.Append(asNumber ? "))" : ")");
        }
    }

    /// <summary>The expression of an aggregate over the parts of a group.</summary>
    /// <param name="aggregate">The aggregate.</param>
    /// <param name="seconds">Length of the query's period.</param>
    public string Merge(Aggregate aggregate, double seconds) => aggregate.Function switch
    {
        AggregateFunction.Count => Count(null),
        AggregateFunction.PerSecond => $"{Count(null)} / {Literal(seconds)}",
        AggregateFunction.PerMinute => $"{Count(null)} / {Literal(seconds / 60)}",
        AggregateFunction.CountUnique => $"count(DISTINCT {Part("", aggregate.Column)})",
        AggregateFunction.Min => Fold("min", aggregate.Column, asNumber: aggregate.IsNumber),
        AggregateFunction.Max => Fold("max", aggregate.Column, asNumber: aggregate.IsNumber),
        AggregateFunction.Any => Fold("min", aggregate.Column),
        AggregateFunction.LastSeen => Fold("max", ColumnCatalogue.Find("timestamp")),
        AggregateFunction.FirstSeen => Fold("min", ColumnCatalogue.Find("timestamp")),
        AggregateFunction.Sum => Fold("sum", aggregate.Column, asNumber: true),
        AggregateFunction.Average => $"{Fold("sum", aggregate.Column, asNumber: true)} / {Count(aggregate.Column)}",
        AggregateFunction.Percentile => $"max({Percentile(aggregate)})",
        var other => throw new InvalidOperationException($"There is no aggregate {other}."),
    };

    /// <summary>A number as SQL reads it, never as a whole one, so that it divides as people expect.</summary>
    public static string Literal(double number)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    private string Count(Column? column)
    {
        var part = Part("count", column, asNumber: column is not null);
        return eachEvent ? $"count({part})" : $"ifnull(sum({part}), 0)";
    }

    private string Fold(string fold, Column? column, bool asNumber = false) => $"{fold}({Part(fold, column, asNumber)})";

    private string Percentile(Aggregate aggregate)
    {
        var percentile = (Part("", aggregate.Column, asNumber: true), aggregate.Fraction);
        var index = _percentiles.IndexOf(percentile);
        if (index < 0)
        {
            index = _percentiles.Count;
            _percentiles.Add(percentile);
        }

        return Name("q", index);
    }

    private string Part(string fold, Column? column, bool asNumber = false)
    {
        // Of a single event every fold is the value itself. Columns are told apart by what they name, not as instances.
        var wanted = eachEvent ? "" : fold;
        var index = _parts.FindIndex(part => part.Fold == wanted && part.AsNumber == asNumber && part.Column?.Kind == column?.Kind && part.Column?.Name == column?.Name);
        if (index < 0)
        {
            index = _parts.Count;
            _parts.Add((wanted, column, asNumber));
        }

        return Name("p", index);
    }

    private static string Name(string letter, int index) => letter + index.ToString(CultureInfo.InvariantCulture);
}
