namespace DataExport.Core.Queries.Compilation;

/// <summary>The value of a tag in SQL, for SQLite. The key is always a parameter.</summary>
internal static class TagSql
{
    /// <summary>Appends the value of the tag; NULL when the event has none of that key.</summary>
    public static SqlText Append(SqlText sql, string key) => IsPlain(key)
        ? sql.Append("json_extract(tags, ").Parameter($"$.\"{key}\"").Append(")")
        // A JSON path has no way to write a quote, and compares keys in their escaped form.
        : sql.Append("(SELECT value FROM json_each(events.tags) WHERE key = ").Parameter(key).Append(")");

    private static bool IsPlain(string key) =>
        key.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '-' or ':' or '/' or ' ');
}
