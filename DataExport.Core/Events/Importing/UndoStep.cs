using DataExport.Core.Database.Sqlite;

namespace DataExport.Core.Events.Importing;

/// <summary>Carries out a step of an undo, in one transaction: removes events and takes their counts back.</summary>
internal sealed class UndoStep(EventSession session, long importId)
{
    private readonly SqliteConnectionHandle _connection = session.Connection;
    private readonly Dictionary<(int ProjectId, long Hour), long> _hours = [];

    public bool Run(UndoPlan plan)
    {
        foreach (var (issueId, tags) in plan.Issues)
        {
            var removed = RemoveEvents(issueId, plan.IsPart ? UndoPlan.MostEvents : -1);
            if (TakeBack(issueId, removed) && !plan.IsPart)
            {
                AddNewer(tags, issueId, plan.Watermark);
                tags.Replace(_connection, issueId);
            }
        }

        TakeHoursBack();

        // The session knows issues by their fingerprint, and some are gone now.
        session.Forget();
        return true;
    }

    private long RemoveEvents(long issueId, int limit)
    {
        using var find = _connection.Prepare("SELECT id, project_id, timestamp FROM events WHERE import_id = ? AND issue_id = ? LIMIT ?");
        using var delete = _connection.Prepare("DELETE FROM events WHERE id = ?");
        var ids = new List<long>();
        find.Bind(1, importId).Bind(2, issueId).Bind(3, limit);
        while (find.Step())
        {
            ids.Add(find.Int64(0));
            var hour = ((int)find.Int64(1), ProjectRollUp.Hour(find.Int64(2)));
            _hours[hour] = _hours.GetValueOrDefault(hour) + 1;
        }

        find.Reset();
        ids.ForEach(id => delete.Bind(1, id).Run());
        return ids.Count;
    }

    /// <summary>Takes the events out of the issue's counts; false when none are left, and the issue is removed with them.</summary>
    private bool TakeBack(long issueId, long removed)
    {
        using var take = _connection.Prepare(
            """
            UPDATE issues SET times_seen = times_seen - ?2,
                first_seen = coalesce((SELECT min(timestamp) FROM events WHERE issue_id = ?1), first_seen),
                last_seen = coalesce((SELECT max(timestamp) FROM events WHERE issue_id = ?1), last_seen),
                level = coalesce((SELECT level FROM events WHERE issue_id = ?1 ORDER BY timestamp DESC, id DESC LIMIT 1), level)
            WHERE id = ?1
            """);
        take.Bind(1, issueId).Bind(2, removed).Run();
        using var delete = _connection.Prepare("DELETE FROM issues WHERE id = ? AND times_seen <= 0");
        delete.Bind(1, issueId).Run();
        if (_connection.Changes == 0)
        {
            return true;
        }

        IssueTagCounts.Remove(_connection, issueId);
        return false;
    }

    /// <summary>Counts what the roll-up has taken in since the plan was made.</summary>
    private void AddNewer(IssueTagCounts tags, long issueId, long watermark)
    {
        // The plus keeps SQLite from the issue's index: the few newest events are found quicker by their ids.
        using var newer = _connection.Prepare("SELECT timestamp, tags FROM events WHERE id > ? AND id <= ? AND +issue_id = ? AND import_id IS NOT ?");
        tags.Add(newer.Bind(1, watermark).Bind(2, UndoPlan.ReadWatermark(_connection)).Bind(3, issueId).Bind(4, importId));
    }

    private void TakeHoursBack()
    {
        using var take = _connection.Prepare("UPDATE project_hours SET times_seen = times_seen - ?3 WHERE project_id = ?1 AND hour = ?2");
        using var delete = _connection.Prepare("DELETE FROM project_hours WHERE project_id = ? AND hour = ? AND times_seen <= 0");
        foreach (var ((projectId, hour), count) in _hours)
        {
            take.Bind(1, projectId).Bind(2, hour).Bind(3, count).Run();
            delete.Bind(1, projectId).Bind(2, hour).Run();
        }
    }
}
