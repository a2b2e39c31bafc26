using DataExport.Core.Database.Sqlite;

namespace DataExport.Core.Events;

/// <summary>Keeps each project's counts by the hour, and which environments and tag keys it has, in the events' transaction.</summary>
internal sealed class ProjectRollUp(SqliteConnectionHandle connection) : IDisposable
{
    private const long MicrosecondsInHour = 3_600_000_000;

    // A bound for projects whose keys or environments are made up anew by every event.
    private const int NamesRemembered = 20_000;

    private readonly Dictionary<(int ProjectId, long Hour), long> _hours = [];
    private readonly HashSet<(int ProjectId, string Name)> _environments = [];
    private readonly HashSet<(int ProjectId, string Key)> _tagKeys = [];
    private readonly SqliteStatement _addHour = connection.Prepare(
        "INSERT INTO project_hours VALUES (?, ?, ?) ON CONFLICT (project_id, hour) DO UPDATE SET times_seen = times_seen + excluded.times_seen");

    private readonly SqliteStatement _addEnvironment = connection.Prepare("INSERT INTO project_environments VALUES (?, ?) ON CONFLICT DO NOTHING");
    private readonly SqliteStatement _addTagKey = connection.Prepare("INSERT INTO project_tag_keys VALUES (?, ?) ON CONFLICT DO NOTHING");

    /// <summary>The hour since 1970 UTC of a time in microseconds.</summary>
    public static long Hour(long timestamp) => (long)Math.Floor((double)timestamp / MicrosecondsInHour);

    /// <summary>The hour of a time; null for none.</summary>
    public static long? Hour(DateTime? utc) => utc is { } time ? Hour(Timestamps.ToMicroseconds(time)) : null;

    /// <summary>Counts the event.</summary>
    public void Count(NewEvent @event)
    {
        var hour = (@event.ProjectId, Hour(@event.Timestamp));
        _hours[hour] = _hours.GetValueOrDefault(hour) + 1;
        Note(_environments, _addEnvironment, @event.ProjectId, @event.Environment ?? "");
        foreach (var (key, value) in @event.Tags)
        {
            if (value.Length > 0)
            {
                Note(_tagKeys, _addTagKey, @event.ProjectId, key);
            }
        }
    }

    /// <summary>Writes the counts.</summary>
    public void Flush()
    {
        foreach (var ((projectId, hour), count) in _hours)
        {
            _addHour.Bind(1, projectId).Bind(2, hour).Bind(3, count).Run();
        }

        _hours.Clear();
    }

    /// <summary>Drops everything after a rollback.</summary>
    public void Forget()
    {
        _hours.Clear();
        _environments.Clear();
        _tagKeys.Clear();
    }

    public void Dispose()
    {
        _addHour.Dispose();
        _addEnvironment.Dispose();
        _addTagKey.Dispose();
    }

    private static void Note(HashSet<(int, string)> known, SqliteStatement add, int projectId, string name)
    {
        if (known.Count >= NamesRemembered)
        {
            known.Clear();
        }

        if (known.Add((projectId, name)))
        {
            add.Bind(1, projectId).Bind(2, name).Run();
        }
    }
}
