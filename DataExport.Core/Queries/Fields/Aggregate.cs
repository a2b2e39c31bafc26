using DataExport.Core.Queries.Columns;

namespace DataExport.Core.Queries.Fields;

/// <summary>An aggregate over the events of a group. Two that mean the same are equal, however they were written.</summary>
/// <param name="Function">What it computes.</param>
/// <param name="Argument">The name of the column that it applies to; null for the functions that take none.</param>
/// <param name="Fraction">For a percentile its place, 0 to 1; 0 for others.</param>
public sealed record Aggregate(AggregateFunction Function, string? Argument = null, double Fraction = 0)
{
    /// <summary>The column that it applies to; a name that is no column is a tag's key.</summary>
    public Column Column => ColumnCatalogue.Find(Argument!) ?? Column.OfTag(Argument!);

    /// <summary>Whether its value is a number, so that equations can use it.</summary>
    public bool IsNumber => Function switch
    {
        AggregateFunction.LastSeen or AggregateFunction.FirstSeen or AggregateFunction.Any => false,
        AggregateFunction.Min or AggregateFunction.Max => Column.Kind != ColumnKind.Time,
        _ => true,
    };

    /// <summary>Whether its value is one of the numbers that came in as text or within JSON, of which no digit is lost.</summary>
    public bool IsExact => Function is AggregateFunction.Min or AggregateFunction.Max && Column.Kind is ColumnKind.Tag or ColumnKind.Json;

    /// <summary>Whether it relates to the length of the query's period.</summary>
    public bool NeedsPeriod => Function is AggregateFunction.PerSecond or AggregateFunction.PerMinute;
}
