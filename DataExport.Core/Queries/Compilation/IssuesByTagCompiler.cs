using DataExport.Core.Queries.Columns;
using DataExport.Core.Queries.IssuesByTag;
using DataExport.Core.Queries.Reading;
using DataExport.Core.Queries.Scratch;

namespace DataExport.Core.Queries.Compilation;

/// <summary>Compiles Issues-by-Tag over the events of the issue. The roll-ups that the screens show have no history, and are not used.</summary>
internal static class IssuesByTagCompiler
{
    private const string Times = "times_seen, last_seen, first_seen";
    private const string OfUser = "id, email, username, ip";

    private const string UserValue =
        """
        CASE WHEN user_id IS NOT NULL THEN 'id:' || user_id WHEN user_email IS NOT NULL THEN 'email:' || user_email
            WHEN user_username IS NOT NULL THEN 'username:' || user_username WHEN user_ip IS NOT NULL THEN 'ip:' || user_ip END
        """;

    /// <summary>Compiles the query.</summary>
    public static ScratchPlan Compile(IssuesByTagQuery query, QueryBounds bounds, TimeZoneInfo zone)
    {
        var ofUser = query.Key == IssuesByTagQuery.User;
        var columns = ofUser ? $"value, {OfUser}, {Times}" : $"value, {Times}";
        var texts = ofUser ? 5 : 1;
        return new ScratchPlan
        {
            Tables = $"CREATE TABLE rows (row INTEGER PRIMARY KEY, {columns})",
            Steps = [(ofUser ? Users(query, bounds) : Tags(query, bounds)).Append($" ORDER BY times_seen DESC, value{SortedCompiler.Limit(bounds)}")],
            Read = $"SELECT row, {columns} FROM rows WHERE row > ?1 ORDER BY row",
            Columns =
            [
                .. Enumerable.Range(1, texts).Select(place => new TextCellReader(place)),
                new NumberCellReader(texts + 1), new TimeCellReader(texts + 2, zone), new TimeCellReader(texts + 3, zone),
            ],
        };
    }

    /// <summary>A statement that counts the values, over the events alone.</summary>
    public static SqlText Count(IssuesByTagQuery query, QueryBounds bounds)
    {
        var sql = AppendValue(new SqlText().Append("SELECT count(DISTINCT "), query).Append(")");
        return AppendEvents(sql, query, bounds);
    }

    /// <summary>A statement that finds an event of the issue which has the key, whatever its time and environment.</summary>
    public static SqlText FindKey(IssuesByTagQuery query, QueryBounds bounds)
    {
        var sql = new SqlText().Append("SELECT 1 FROM events WHERE issue_id = ").Parameter(query.Group).Append(" AND id <= ").Parameter(bounds.CutOff);
        return AppendValue(sql.Append(" AND "), query).Append(" IS NOT NULL LIMIT 1");
    }

    // HAVING and not WHERE, for which SQLite would take the value out of the JSON once more.
    private static SqlText Tags(IssuesByTagQuery query, QueryBounds bounds)
    {
        var sql = AppendValue(new SqlText().Append($"INSERT INTO rows (value, {Times}) SELECT value, count(*) AS times_seen, max(timestamp), min(timestamp) FROM (SELECT "), query);
        return AppendEvents(sql.Append(" AS value, timestamp"), query, bounds).Append(") GROUP BY value HAVING value IS NOT NULL");
    }

    /// <summary>The latest event of each user is the one that says what else is known of them.</summary>
    private static SqlText Users(IssuesByTagQuery query, QueryBounds bounds)
    {
        var sql = new SqlText().Append($"""
            INSERT INTO rows (value, {OfUser}, {Times})
            SELECT value, max(iif(latest, user_id, NULL)), max(iif(latest, user_email, NULL)), max(iif(latest, user_username, NULL)),
                max(iif(latest, user_ip, NULL)), count(*) AS times_seen, max(timestamp), min(timestamp)
            FROM (SELECT *, row_number() OVER (PARTITION BY value ORDER BY timestamp DESC, id DESC) = 1 AS latest
                FROM (SELECT {UserValue} AS value, user_id, user_email, user_username, user_ip, timestamp, id
            """);
        return AppendEvents(sql, query, bounds).Append(")) GROUP BY value HAVING value IS NOT NULL");
    }

    private static SqlText AppendValue(SqlText sql, IssuesByTagQuery query) =>
        query.Key == IssuesByTagQuery.User ? sql.Append(UserValue) : ColumnSql.Append(sql, Column.OfTag(query.Key));

    // An issue is of one project, so its events need not be asked for theirs.
    private static SqlText AppendEvents(SqlText sql, IssuesByTagQuery query, QueryBounds bounds) => BoundsSql.Append(
        sql.Append(" FROM events WHERE issue_id = ").Parameter(query.Group).Append(" AND "), bounds.CutOff, query.Start, query.End, query.Environment);
}
