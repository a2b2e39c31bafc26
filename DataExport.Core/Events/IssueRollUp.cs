using DataExport.Core.Database.Sqlite;

namespace DataExport.Core.Events;

/// <summary>Finds or makes the issue of each event, and keeps its counts and times, in the transaction that stores the event.</summary>
internal sealed class IssueRollUp(SqliteConnectionHandle connection) : IDisposable
{
    // Bounds memory where every event of a file has a fingerprint of its own.
    private const int IssuesRemembered = 20_000;

    private readonly Dictionary<(int ProjectId, string Fingerprint), Entry> _known = [];
    private readonly List<Entry> _touched = [];
    private readonly SqliteStatement _find = connection.Prepare("SELECT id FROM issues WHERE project_id = ? AND fingerprint = ?");
    private readonly SqliteStatement _number = connection.Prepare(
        "INSERT INTO issue_numbers VALUES (?, 1) ON CONFLICT (project_id) DO UPDATE SET last = last + 1 RETURNING last");

    private readonly SqliteStatement _insert = connection.Prepare(
        """
        INSERT INTO issues (project_id, number, fingerprint, title, culprit, level, type, first_seen, last_seen, times_seen)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
        """);

    private readonly SqliteStatement _update = connection.Prepare(
        """
        UPDATE issues SET times_seen = times_seen + ?2, first_seen = min(first_seen, ?3),
            level = iif(?4 >= last_seen, ?5, level), last_seen = max(last_seen, ?4) WHERE id = ?1
        """);

    /// <summary>Counts the event in its issue and returns the issue's id.</summary>
    public long Count(NewEvent @event, string title)
    {
        var key = (@event.ProjectId, Grouping.Hash(@event));
        if (!_known.TryGetValue(key, out var entry))
        {
            if (_known.Count >= IssuesRemembered)
            {
                Flush();
                _known.Clear();
            }

            _known[key] = entry = new Entry(Find(key.ProjectId, key.Item2) ?? Insert(@event, key.Item2, title));
        }

        if (entry.Pending == 0)
        {
            _touched.Add(entry);
            (entry.First, entry.Last, entry.Level) = (@event.Timestamp, @event.Timestamp, @event.Level);
        }

        entry.Pending++;
        entry.First = Math.Min(entry.First, @event.Timestamp);
        if (@event.Timestamp >= entry.Last)
        {
            (entry.Last, entry.Level) = (@event.Timestamp, @event.Level);
        }

        return entry.Id;
    }

    /// <summary>Writes the counts.</summary>
    public void Flush()
    {
        foreach (var entry in _touched)
        {
            _update.Bind(1, entry.Id).Bind(2, entry.Pending).Bind(3, entry.First).Bind(4, entry.Last).Bind(5, entry.Level).Run();
            entry.Pending = 0;
        }

        _touched.Clear();
    }

    /// <summary>Drops everything after a rollback, or after issues were removed.</summary>
    public void Forget()
    {
        _known.Clear();
        _touched.Clear();
    }

    public void Dispose()
    {
        _find.Dispose();
        _number.Dispose();
        _insert.Dispose();
        _update.Dispose();
    }

    private long? Find(int projectId, string fingerprint)
    {
        long? id = _find.Bind(1, projectId).Bind(2, fingerprint).Step() ? _find.Int64(0) : null;
        _find.Reset();
        return id;
    }

    private long Insert(NewEvent @event, string fingerprint, string title)
    {
        _number.Bind(1, @event.ProjectId).Step();
        var number = _number.Int64(0);
        _number.Reset();
        _insert.Bind(1, @event.ProjectId).Bind(2, number).Bind(3, fingerprint).Bind(4, title)
            .Bind(5, string.IsNullOrEmpty(@event.Culprit) ? null : @event.Culprit).Bind(6, @event.Level).Bind(7, @event.Type)
            .Bind(8, @event.Timestamp).Bind(9, @event.Timestamp).Run();
        return connection.LastInsertRowId;
    }

    private sealed class Entry(long id)
    {
        public long Id { get; } = id;

        public long Pending { get; set; }

        public long First { get; set; }

        public long Last { get; set; }

        public string Level { get; set; } = "";
    }
}
