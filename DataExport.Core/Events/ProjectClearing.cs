using DataExport.Core.Database.Sqlite;

namespace DataExport.Core.Events;

/// <summary>
/// Removes what the store holds of a deleted project, a little at a time, so that nobody else waits long for the writer. It can be broken
/// off between two steps, and goes on from there the next time.
/// </summary>
public sealed class ProjectClearing(EventStore store)
{
    private const int EventsAtOnce = 500;
    private const int IssueRowsAtOnce = 5_000;

    // What is left when events and issues are gone: one statement each, for they are small.
    private static readonly string[] Rest = ["project_hours", "project_environments", "project_tag_keys", "issue_numbers", "dropped_items", "removals"];

    /// <summary>
    /// Removes all but the rows of imports, which stay for whoever waits for one to end. Events that were under way come in afterwards, so it
    /// has to be called again later, before the project is forgotten.
    /// </summary>
    /// <returns>How many events were removed.</returns>
    /// <exception cref="OperationCanceledException">It was broken off.</exception>
    public async Task<long> RunAsync(int projectId, CancellationToken cancellationToken)
    {
        if (IsClear(projectId))
        {
            return 0;
        }

        await store.Writer.RunAsync(session => StopImports(session.Connection, projectId), cancellationToken);
        var removed = await RepeatAsync(session => RemoveEvents(session.Connection, projectId), cancellationToken);
        await RepeatAsync(session => RemoveIssues(session, projectId), cancellationToken);
        await store.Writer.RunAsync(session => RemoveRest(session, projectId), cancellationToken);
        return removed;
    }

    /// <summary>Removes the rows of the project's imports, the last that there is of it.</summary>
    public Task ForgetImportsAsync(int projectId, CancellationToken cancellationToken) => store.Writer.RunAsync(
        session => Run(session.Connection, "DELETE FROM imports WHERE project_id = ?", projectId), cancellationToken);

    private async Task<long> RepeatAsync(Func<EventSession, int> step, CancellationToken cancellationToken)
    {
        var removed = 0L;
        for (var last = 1; last > 0; removed += last)
        {
            cancellationToken.ThrowIfCancellationRequested();
            last = await store.Writer.RunAsync(step, cancellationToken);
        }

        return removed;
    }

    private bool IsClear(int projectId)
    {
        using var connection = store.OpenReader();
        var tables = Rest.Append("events").Append("issues").Select(table => $"SELECT 1 FROM {table} WHERE project_id = ?1");
        using var any = connection.Prepare(
            $"SELECT EXISTS ({string.Join(" UNION ALL ", tables)} UNION ALL SELECT 1 FROM imports WHERE project_id = ?1 AND state IN ('Storing', 'Undoing'))");
        any.Bind(1, projectId).Step();
        return any.Int64(0) == 0;
    }

    // What is being stored ends at its next batch.
    private static int StopImports(SqliteConnectionHandle connection, int projectId) =>
        Run(connection, "UPDATE imports SET state = 'Undone' WHERE project_id = ? AND state IN ('Storing', 'Undoing')", projectId);

    private static int RemoveEvents(SqliteConnectionHandle connection, int projectId) => Run(
        connection, $"DELETE FROM events WHERE id IN (SELECT id FROM events WHERE project_id = ? LIMIT {EventsAtOnce})", projectId);

    private static int RemoveIssues(EventSession session, int projectId)
    {
        var connection = session.Connection;
        using var next = connection.Prepare("SELECT id FROM issues WHERE project_id = ? LIMIT 1");
        var rows = 0;
        while (rows < IssueRowsAtOnce && next.Bind(1, projectId).Step())
        {
            var issue = next.Int64(0);
            next.Reset();
            var values = Run(
                connection,
                $"DELETE FROM issue_tag_values WHERE issue_id = ?1 AND (key, value) IN (SELECT key, value FROM issue_tag_values WHERE issue_id = ?1 LIMIT {IssueRowsAtOnce})",
                issue);
            rows += values + 1;
            if (values < IssueRowsAtOnce)
            {
                Run(connection, "DELETE FROM issue_tag_keys WHERE issue_id = ?", issue);
                Run(connection, "DELETE FROM issues WHERE id = ?", issue);
            }
        }

        session.Forget();
        return rows;
    }

    private static int RemoveRest(EventSession session, int projectId)
    {
        var removed = Rest.Sum(table => Run(session.Connection, $"DELETE FROM {table} WHERE project_id = ?", projectId));
        session.Forget();
        return removed;
    }

    private static int Run(SqliteConnectionHandle connection, string sql, long id)
    {
        using var statement = connection.Prepare(sql);
        statement.Bind(1, id).Run();
        return connection.Changes;
    }
}
