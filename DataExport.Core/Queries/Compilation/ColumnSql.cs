using DataExport.Core.Queries.Columns;

namespace DataExport.Core.Queries.Compilation;

/// <summary>The value of a column in SQL, for SQLite; NULL when the event has none. Names of tags and the like are always parameters.</summary>
internal static class ColumnSql
{
    /// <summary>Appends the expression.</summary>
    public static SqlText Append(SqlText sql, Column column)
    {
        if (column.Path.Count == 0)
        {
            return sql.Append(column.Sql);
        }

        sql.Append("json_member(").Append(column.Sql);
        foreach (var name in column.Path)
        {
            sql.Append(", ").Parameter(name);
        }

        return sql.Append(")");
    }
}
