using System.Text.RegularExpressions;
using DataExport.Core.Queries.Columns;

namespace DataExport.Core.Queries.Tables;

/// <summary>What the values of a field are, in the words of the reference system.</summary>
public static partial class FieldTypes
{
    /// <summary>Text.</summary>
    public const string Text = "string";

    /// <summary>A time, ISO 8601.</summary>
    public const string Date = "date";

    private const string Integer = "integer";
    private const string Number = "number";

    /// <summary>The type of a field that a query may name: <c>string</c>, <c>date</c>, <c>integer</c>, <c>number</c> or <c>boolean</c>.</summary>
    public static string Of(string field)
    {
        if (field.StartsWith("equation|", StringComparison.Ordinal))
        {
            return Number;
        }

        var aggregate = Aggregate().Match(field);
        return !aggregate.Success ? OfColumn(field) : aggregate.Groups[1].Value switch
        {
            "count" or "count_unique" => Integer,
            "first_seen" or "last_seen" => Date,
            "any" => OfColumn(aggregate.Groups[2].Value),
            "min" or "max" => OfColumn(aggregate.Groups[2].Value) is var type && type == Text ? Number : type,
            _ => Number,
        };
    }

    private static string OfColumn(string name) => ColumnCatalogue.Find(name)?.Kind switch
    {
        ColumnKind.Time => Date,
        ColumnKind.Integer => Integer,
        ColumnKind.Boolean => "boolean",
        _ => Text,
    };

    [GeneratedRegex(@"\A([a-z_0-9]+)\((.*)\)\z")]
    private static partial Regex Aggregate();
}
