using System.Globalization;
using DataExport.Core.Queries.Columns;
using DataExport.Core.Queries.Fields;
using DataExport.Core.Queries.Scratch;

namespace DataExport.Core.Queries.Compilation;

/// <summary>
/// What aggregates are made of. Counts, sums, least and greatest values of the parts of a group make those of the group, so that
/// a part is all events of a project; for percentiles and different values each event is a part of its own.
/// </summary>
/// <param name="eachEvent">Whether each event is a part of its own.</param>
internal sealed class GroupParts(bool eachEvent)
{
    private readonly List<(string Fold, Column? Column, string? Number)> _parts = [];
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
        foreach (var (fold, column, number) in _parts)
        {
            sql.Append($"{separator}{fold}({number}(");
            separator = ", ";
            _ = column is null ? sql.Append("1")
                : number is not null ? ColumnSql.Append(sql, column)
                : column.Kind == ColumnKind.Json ? ColumnSql.AppendTyped(sql, column)
                : SortSql.Append(sql, column);
            sql.Append("))");
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
        AggregateFunction.Min => Fold("min", aggregate.Column, aggregate.IsExact ? NumberFunctions.Key : null),
        AggregateFunction.Max => Fold("max", aggregate.Column, aggregate.IsExact ? NumberFunctions.Key : null),
        AggregateFunction.Any => Fold("min", aggregate.Column),
        AggregateFunction.LastSeen => Fold("max", ColumnCatalogue.Find("timestamp")),
        AggregateFunction.FirstSeen => Fold("min", ColumnCatalogue.Find("timestamp")),
        AggregateFunction.Sum => Finite(Sum(aggregate.Column)),
        AggregateFunction.Average => Finite($"{Sum(aggregate.Column)} / {Count(aggregate.Column)}"),
        AggregateFunction.Percentile => Finite($"max({Percentile(aggregate)})"),
        var other => throw new InvalidOperationException($"There is no aggregate {other}."),
    };

    /// <summary>A number that was computed; NULL when it came out too large to be one.</summary>
    public static string Finite(string number) => $"nullif(nullif({number}, 9e999), -9e999)";

    /// <summary>A number as SQL reads it, never as a whole one, so that it divides as people expect.</summary>
    public static string Literal(double number)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    private string Count(Column? column)
    {
        var part = Part("count", column, column is null ? null : NumberFunctions.Number);
        return eachEvent ? $"count({part})" : $"ifnull(sum({part}), 0)";
    }

    // A part that is NULL because infinities of both signs met in it would be left out of the whole as if there were no numbers in it.
    private string Sum(Column column) => Fold("sum", column, eachEvent ? NumberFunctions.Number : NumberFunctions.Addend);

    private string Fold(string fold, Column? column, string? number = null) => $"{fold}({Part(fold, column, number)})";

    private string Percentile(Aggregate aggregate)
    {
        var percentile = (Part("", aggregate.Column, NumberFunctions.Number), aggregate.Fraction);
        var index = _percentiles.IndexOf(percentile);
        if (index < 0)
        {
            index = _percentiles.Count;
            _percentiles.Add(percentile);
        }

        return Name("q", index);
    }

    private string Part(string fold, Column? column, string? number = null)
    {
        // Of a single event every fold is the value itself. Columns are told apart by what they name, not as instances.
        var wanted = eachEvent ? "" : fold;
        var index = _parts.FindIndex(part => part.Fold == wanted && part.Number == number && part.Column?.Kind == column?.Kind && part.Column?.Name == column?.Name);
        if (index < 0)
        {
            index = _parts.Count;
            _parts.Add((wanted, column, number));
        }

        return Name("p", index);
    }

    private static string Name(string letter, int index) => letter + index.ToString(CultureInfo.InvariantCulture);
}
