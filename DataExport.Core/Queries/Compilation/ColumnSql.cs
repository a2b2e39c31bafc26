using DataExport.Core.Events;
using DataExport.Core.Queries.Columns;

namespace DataExport.Core.Queries.Compilation;

/// <summary>The value of a column in SQL, for SQLite; NULL when the event has none. Names of tags and the like are always parameters.</summary>
internal static class ColumnSql
{
    /// <summary>Appends the expression; what is within JSON is text.</summary>
    public static SqlText Append(SqlText sql, Column column) => Append(sql, column, "json_member");

    /// <summary>Appends the expression; what is within JSON keeps its type, as a <see cref="JsonValueKey"/>. Tags are text.</summary>
    public static SqlText AppendTyped(SqlText sql, Column column) => Append(sql, column, column.Kind == ColumnKind.Json ? "json_value" : "json_member");

    private static SqlText Append(SqlText sql, Column column, string function)
    {
        if (column.Path.Count == 0)
        {
            return sql.Append(column.Sql);
        }

        if (column.Kind == ColumnKind.Tag && StoredTags.CanFind(column.Name))
        {
            return sql.Append("tag_text(").Append(column.Sql).Append(", ").Parameter(StoredTags.Beginning(column.Name)).Append(")");
        }

        sql.Append(function).Append("(").Append(column.Sql);
        foreach (var name in column.Path)
        {
            sql.Append(", ").Parameter(name);
        }

        return sql.Append(")");
    }
}
