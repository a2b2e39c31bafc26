using System.Globalization;
using System.Text;
using DataExport.Core.Events;
using DataExport.Core.Queries.Columns;
using DataExport.Core.Queries.Search;

namespace DataExport.Core.Queries.Compilation;

/// <summary>Conditions on numbers: those of columns that are whole numbers, and those that tags, contexts and extra data hold as text.</summary>
internal static class NumberMatch
{
    /// <summary>Appends that a column of whole numbers has the value.</summary>
    public static void Append(SqlText sql, Column column, SearchPattern value)
    {
        var number = Whole(column, value);
        _ = long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var small)
            ? sql.Append(column.Sql).Append(" IS ").Parameter(small)
            : sql.Append("0");
    }

    /// <summary>Appends that a column of whole numbers compares so with the value.</summary>
    public static void AppendComparison(SqlText sql, Column column, SearchOperator comparison, SearchPattern value)
    {
        var number = Whole(column, value);
        if (long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var small))
        {
            sql.Append("(").Append(column.Sql).Append(SearchCompiler.SqlOf(comparison)).Parameter(small).Append(")");
        }
        else
        {
            // No column reaches that far: all of it lies on one side.
            var isBelow = comparison is SearchOperator.Less or SearchOperator.LessOrEqual;
            sql.Append(isBelow == !number.StartsWith('-') ? "1" : "0");
        }
    }

    /// <summary>Appends that a text is a number, or a duration, that compares so with the value. Any other text does not.</summary>
    public static void AppendTextComparison(SqlText sql, Column column, SearchOperator comparison, SearchPattern value)
    {
        var text = value.IsLiteral ? value.Literal : "";
        var utf8 = Encoding.UTF8.GetBytes(text);
        var duration = DurationText.ParseWithUnit(utf8);
        if (duration is null && !NumberText.TryParse(utf8, out _))
        {
            throw new SearchException(
                $"'{value}' is neither a number nor a duration such as 5, 1.5s or 2h, so '{column.Name}' cannot be compared with it; put it in quotes if the sign belongs to it", value.Position);
        }

        sql.Append("ifnull(").Append(duration is null ? "number_order(" : "duration_order(");
        ColumnSql.Append(sql, column).Append(", ").Parameter(duration?.ToString(CultureInfo.InvariantCulture) ?? text)
            .Append(")").Append(SearchCompiler.SqlOf(comparison)).Append("0, 0)");
    }

    private static string Whole(Column column, SearchPattern value)
    {
        var digits = !value.IsLiteral ? "" : value.Literal is ['-' or '+', ..] ? value.Literal[1..] : value.Literal;
        return digits.Length > 0 && digits.All(char.IsAsciiDigit)
            ? value.Literal
            : throw new SearchException($"'{value}' is no whole number, which '{column.Name}' is", value.Position);
    }
}
