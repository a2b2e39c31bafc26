namespace DataExport.Core.Events.Importing;

/// <summary>Removes the events of an import and what was counted of them, step by step; it can be broken off and taken up again.</summary>
internal sealed class ImportUndo(EventStore events, TimeProvider clock)
{
    public async Task RunAsync(long importId, CancellationToken cancellationToken)
    {
        while (Plan(importId) is { Issues.Count: > 0 } plan)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await events.Writer.RunAsync(session => new UndoStep(session, importId).Run(plan), cancellationToken);
        }

        await events.Writer.RunAsync(session => Finish(session, importId), cancellationToken);
    }

    private UndoPlan Plan(long importId)
    {
        using var reader = events.OpenReader();
        return UndoPlan.Next(reader, importId);
    }

    private bool Finish(EventSession session, long importId)
    {
        var finished = Timestamps.ToMicroseconds(clock.GetUtcNow().UtcDateTime);
        var import = ImportTable.Find(session.Connection, importId);
        ForgetNames(session, import!.ProjectId);
        return ImportTable.Move(session.Connection, importId, ImportState.Undoing, ImportState.Undone, finished);
    }

    /// <summary>
    /// Drops the tag keys that no event has any more, where the counts of tags are complete and tell; the environments only when the
    /// project is empty. A name too many does no harm, it is offered and finds nothing.
    /// </summary>
    private static void ForgetNames(EventSession session, int projectId)
    {
        using var environments = session.Connection.Prepare(
            "DELETE FROM project_environments WHERE project_id = ?1 AND NOT EXISTS (SELECT 1 FROM events WHERE project_id = ?1)");
        environments.Bind(1, projectId).Run();
        using var keys = session.Connection.Prepare(
            """
            DELETE FROM project_tag_keys WHERE project_id = ?1 AND ?2 >= (SELECT coalesce(max(id), 0) FROM events)
                AND key NOT IN (SELECT k.key FROM issue_tag_keys k JOIN issues i ON i.id = k.issue_id WHERE i.project_id = ?1)
            """);
        keys.Bind(1, projectId).Bind(2, UndoPlan.ReadWatermark(session.Connection)).Run();
        session.Forget();
    }
}
