using DataExport.Core.Queries.Columns;
using DataExport.Core.Queries.Fields;
using DataExport.Core.Queries.Reading;

namespace DataExport.Core.Queries.Tables;

/// <summary>What the values of a field are, in the words of the reference system.</summary>
public static class FieldTypes
{
    /// <summary>Text.</summary>
    public const string Text = "string";

    /// <summary>A time, ISO 8601.</summary>
    public const string Date = "date";

    /// <summary>A whole number.</summary>
    public const string Integer = "integer";

    /// <summary>A number.</summary>
    public const string Number = "number";

    /// <summary>True or false.</summary>
    public const string Boolean = "boolean";

    /// <summary>Values of several types.</summary>
    public const string Mixed = "mixed";

    /// <summary>
    /// The type of a field as a query names it, <c>string</c>, <c>date</c>, <c>integer</c>, <c>number</c> or <c>boolean</c>; that of what
    /// contexts and extra data hold by the values that there are: <c>string</c>, too, when there are none, and <c>mixed</c> when they differ.
    /// </summary>
    /// <param name="field">The field as the query names it.</param>
    /// <param name="values">Its values.</param>
    public static string Of(string field, IEnumerable<TableValue> values) => Of(field) is { } type ? type
        : values.Where(value => value.Kind != CellKind.Null).Select(value => value.Kind).Distinct().ToList() switch
        {
            [] or [CellKind.Text] => Text,
            [CellKind.Number] => Number,
            [CellKind.Boolean] => Boolean,
            _ => Mixed,
        };

    /// <summary>The type of a field as a query names it; null when its values can be of any type.</summary>
    public static string? Of(string field) => new FieldList([field]).Fields[0] switch
    {
        Field.OfAggregate(var aggregate) => OfAggregate(aggregate),
        Field.OfEquation => Number,
        _ => OfColumn(ColumnCatalogue.Find(field)?.Kind),
    };

    private static string? OfAggregate(Aggregate aggregate) => aggregate.Function switch
    {
        AggregateFunction.Count or AggregateFunction.CountUnique => Integer,
        AggregateFunction.FirstSeen or AggregateFunction.LastSeen => Date,
        AggregateFunction.Any => OfColumn(aggregate.Column.Kind),
        AggregateFunction.Min or AggregateFunction.Max when !aggregate.IsNumber => Date,
        AggregateFunction.Min or AggregateFunction.Max when aggregate.Column.Kind == ColumnKind.Integer => Integer,
        _ => Number,
    };

    private static string? OfColumn(ColumnKind? kind) => kind switch
    {
        ColumnKind.Time => Date,
        ColumnKind.Integer => Integer,
        ColumnKind.Boolean => Boolean,
        ColumnKind.Json => null,
        _ => Text,
    };
}
