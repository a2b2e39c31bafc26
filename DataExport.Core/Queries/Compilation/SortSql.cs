using DataExport.Core.Queries.Columns;

namespace DataExport.Core.Queries.Compilation;

/// <summary>What a column's values are compared by: text by its bytes, as it is written; numbers and times as such, those within JSON before its texts; NULL lowest.</summary>
internal static class SortSql
{
    private const string Slug = "(SELECT slug FROM slugs WHERE slugs.id = ";
    private const string Prefix = "(SELECT prefix FROM slugs WHERE slugs.id = ";

    /// <summary>The number of an event's issue in its project.</summary>
    public const string IssueNumber = "(SELECT number FROM issues WHERE issues.id = events.issue_id)";

    /// <summary>Appends the expression, over the events beside the table <c>slugs</c> of a scratch file.</summary>
    public static SqlText Append(SqlText sql, Column column) => column.Kind switch
    {
        ColumnKind.Project => sql.Append(OfProject("events.project_id")),
        ColumnKind.Issue => sql.Append(OfIssue("events.project_id", IssueNumber)),
        ColumnKind.Json => ColumnSql.AppendTyped(sql.Append("value_order("), column).Append(")"),
        _ => ColumnSql.Append(sql, column),
    };

    /// <summary>The same for a value within JSON that is known by an expression, in the form that keeps its type.</summary>
    public static string OfTyped(string value) => $"value_order({value})";

    /// <summary>The same for a project whose id is known by an expression.</summary>
    public static string OfProject(string projectId) => $"{Slug}{projectId})";

    /// <summary>The same for an issue whose project's id and number in it are known by expressions.</summary>
    public static string OfIssue(string projectId, string number) => $"({Prefix}{projectId}) || {number})";
}
