using DataExport.Core.Queries.Columns;
using DataExport.Core.Queries.Fields;

namespace DataExport.Core.Queries.Tables;

/// <summary>What the values of a field are, in the words of the reference system.</summary>
public static class FieldTypes
{
    /// <summary>Text, and what can be of any type.</summary>
    public const string Text = "string";

    /// <summary>A time, ISO 8601.</summary>
    public const string Date = "date";

    /// <summary>A whole number.</summary>
    public const string Integer = "integer";

    /// <summary>A number.</summary>
    public const string Number = "number";

    /// <summary>The type of a field as a query names it: <c>string</c>, <c>date</c>, <c>integer</c>, <c>number</c> or <c>boolean</c>.</summary>
    public static string Of(string field) => new FieldList([field]).Fields[0] switch
    {
        Field.OfAggregate(var aggregate) => OfAggregate(aggregate),
        Field.OfEquation => Number,
        _ => OfColumn(ColumnCatalogue.Find(field)?.Kind),
    };

    private static string OfAggregate(Aggregate aggregate) => aggregate.Function switch
    {
        AggregateFunction.Count or AggregateFunction.CountUnique => Integer,
        AggregateFunction.FirstSeen or AggregateFunction.LastSeen => Date,
        AggregateFunction.Any => OfColumn(aggregate.Column.Kind),
        AggregateFunction.Min or AggregateFunction.Max when !aggregate.IsNumber => Date,
        AggregateFunction.Min or AggregateFunction.Max when aggregate.Column.Kind == ColumnKind.Integer => Integer,
        _ => Number,
    };

    private static string OfColumn(ColumnKind? kind) => kind switch
    {
        ColumnKind.Time => Date,
        ColumnKind.Integer => Integer,
        ColumnKind.Boolean => "boolean",
        _ => Text,
    };
}
