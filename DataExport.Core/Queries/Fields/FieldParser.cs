namespace DataExport.Core.Queries.Fields;

/// <summary>Parses one entry of <c>field</c>: a column, an aggregate or an equation.</summary>
/// <remarks>
/// <code>
/// field     = "equation|" equation | aggregate | name
/// aggregate = function "(" [ argument { "," argument } ] ")"
/// </code>
/// </remarks>
public static class FieldParser
{
    /// <summary>What stands before an equation.</summary>
    public const string EquationPrefix = "equation|";

    /// <summary>Parses a field. Whether there is a column or a tag of a name is not looked at.</summary>
    public static FieldResult Parse(string text)
    {
        try
        {
            return new FieldResult(
                text.StartsWith(EquationPrefix, StringComparison.Ordinal) ? new Field.OfEquation(EquationParser.Parse(text))
                : FieldText.LooksLikeCall(text) ? new Field.OfAggregate(ParseAggregate(text))
                : new Field.OfColumn(text));
        }
        catch (FieldException error)
        {
            return new FieldResult(null, error.Message);
        }
    }

    private static Aggregate ParseAggregate(string text)
    {
        var reader = new FieldText(text, 0);
        var aggregate = AggregateParser.Parse(reader);
        return reader.AtEnd ? aggregate : throw new FieldException($"nothing can follow the ')' at character {reader.Position}");
    }
}
