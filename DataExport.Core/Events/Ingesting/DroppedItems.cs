using System.Collections.Concurrent;
using System.Collections.Frozen;
using DataExport.Core.Database.Sqlite;

namespace DataExport.Core.Events.Ingesting;

/// <summary>
/// Counts what is accepted and not kept, by project and kind, so that people see what their programs send in vain. The counts are
/// written now and then; a crash costs the last few seconds of them.
/// </summary>
public sealed class DroppedItems(EventStore store)
{
    private const string Other = "other";

    // Senders can name a kind as they like; the table must not grow with that.
    private static readonly FrozenSet<string> Kinds = new[]
    {
        "attachment", "check_in", "client_report", "feedback", "form_data", "log", "metric_buckets", "otel_log", "profile", "profile_chunk",
        "raw_security", "replay_event", "replay_recording", "replay_video", "security", "session", "sessions", "span", "statsd", "trace_metric",
        "transaction", "user_report",
    }.ToFrozenSet(StringComparer.Ordinal);

    private ConcurrentDictionary<(int ProjectId, string Kind), long> _counts = new();

    /// <summary>What a project has sent that was not kept, the most frequent kind first.</summary>
    public IReadOnlyList<(string Kind, long Times)> List(int projectId)
    {
        using var connection = store.OpenReader();
        using var rows = connection.Prepare("SELECT kind, times_seen FROM dropped_items WHERE project_id = ? ORDER BY times_seen DESC, kind").Bind(1, projectId);
        var list = new List<(string, long)>();
        while (rows.Step())
        {
            list.Add((rows.Text(0)!, rows.Int64(1)));
        }

        return list;
    }

    /// <summary>Writes what has been counted since the last time.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var counts = Interlocked.Exchange(ref _counts, new());
        if (counts.IsEmpty)
        {
            return;
        }

        await store.Writer.RunAsync(session => Write(session.Connection, counts), cancellationToken);
    }

    internal void Count(int projectId, string kind) =>
        _counts.AddOrUpdate((projectId, Kinds.Contains(kind) ? kind : Other), 1, (_, count) => count + 1);

    private static int Write(SqliteConnectionHandle connection, IReadOnlyDictionary<(int ProjectId, string Kind), long> counts)
    {
        using var add = connection.Prepare(
            "INSERT INTO dropped_items VALUES (?, ?, ?) ON CONFLICT (project_id, kind) DO UPDATE SET times_seen = times_seen + excluded.times_seen");
        foreach (var ((projectId, kind), count) in counts)
        {
            add.Bind(1, projectId).Bind(2, kind).Bind(3, count).Run();
        }

        return counts.Count;
    }
}
