using System.Text;
using DataExport.Core.Queries.Columns;
using DataExport.Core.Queries.Search;

namespace DataExport.Core.Queries.Compilation;

/// <summary>Conditions on text: equal to a value, like a value with wildcards, or, for the message, containing it.</summary>
internal static class TextMatch
{
    /// <summary>Appends that the column has one of the values.</summary>
    public static void Append(SqlText sql, Column column, IReadOnlyList<SearchPattern> values)
    {
        // Where the message is asked for, a part of it is meant, as with words.
        var contains = column == ColumnCatalogue.Message;
        var equal = contains ? [] : values.Where(value => value is { IsLiteral: true, Literal.Length: > 0 }).ToList();
        var separator = "";
        if (equal.Count > 0)
        {
            AppendEqual(sql, column, equal);
            separator = " OR ";
        }

        foreach (var value in values.Except(equal))
        {
            sql.Append(separator);
            separator = " OR ";
            if (value is { IsLiteral: true, Literal.Length: 0 })
            {
                // Absent and empty are the same, and stored as NULL.
                ColumnSql.Append(sql, column).Append(" IS NULL");
            }
            else
            {
                AppendLike(sql, column, value, contains);
            }
        }
    }

    /// <summary>Appends that the column is like the pattern, or contains what is like it; the case of ASCII letters does not count.</summary>
    public static void AppendLike(SqlText sql, Column column, SearchPattern pattern, bool contains)
    {
        sql.Append("ifnull(");
        ColumnSql.Append(sql, column).Append(" LIKE ").Parameter(Like(pattern, contains)).Append(" ESCAPE '\\', 0)");
    }

    /// <summary>Appends that the expression is like the pattern.</summary>
    public static void AppendLike(SqlText sql, string expression, SearchPattern pattern) =>
        sql.Append("ifnull(").Append(expression).Append(" LIKE ").Parameter(Like(pattern, contains: false)).Append(" ESCAPE '\\', 0)");

    private static void AppendEqual(SqlText sql, Column column, List<SearchPattern> values)
    {
        if (values.Count == 1)
        {
            ColumnSql.Append(sql, column).Append(" IS ").Parameter(values[0].Literal);
            return;
        }

        sql.Append("ifnull(");
        ColumnSql.Append(sql, column);
        for (var index = 0; index < values.Count; index++)
        {
            sql.Append(index == 0 ? " IN (" : ", ").Parameter(values[index].Literal);
        }

        sql.Append("), 0)");
    }

    private static string Like(SearchPattern pattern, bool contains)
    {
        var like = new StringBuilder(contains ? "%" : "");
        for (var index = 0; index < pattern.Pieces.Count; index++)
        {
            like.Append(index == 0 ? "" : "%");
            // LIKE would end at a NUL; events hold U+FFFD in its place.
            foreach (var character in pattern.Pieces[index].Replace('\0', '\uFFFD'))
            {
                _ = character is '%' or '_' or '\\' ? like.Append('\\').Append(character) : like.Append(character);
            }
        }

        return like.Append(contains ? "%" : "").ToString();
    }
}
