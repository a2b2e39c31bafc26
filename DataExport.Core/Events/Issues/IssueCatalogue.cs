using System.Text.Json;
using DataExport.Core.Database.Sqlite;

namespace DataExport.Core.Events.Issues;

/// <summary>Lists issues and shows one. Who may see which project is the caller's question.</summary>
public sealed class IssueCatalogue(EventStore store)
{
    private const int FirstFact = 5;

    // What an event says beside its message, as searches name it.
    private static readonly (string Name, string Column)[] Facts =
    [
        ("environment", "environment"), ("release", "release"), ("dist", "dist"), ("transaction", "\"transaction\""), ("server_name", "server_name"),
        ("logger", "logger"), ("platform", "platform"), ("user.id", "user_id"), ("user.email", "user_email"), ("user.username", "user_username"),
        ("user.ip", "user_ip"), ("http.method", "http_method"), ("http.url", "http_url"), ("sdk.name", "sdk_name"), ("sdk.version", "sdk_version"),
    ];

    private const string Columns = "id, project_id, number, title, culprit, level, type, status, first_seen, last_seen, times_seen";

    /// <summary>One page of the issues of some projects, and how many there are on all pages.</summary>
    public (IReadOnlyList<Issue> Items, int Total) List(IssueFilter filter)
    {
        var sort = filter.Sort switch { IssueSort.FirstSeen => "first_seen", IssueSort.TimesSeen => "times_seen", _ => "last_seen" };
        const string condition =
            """
            project_id IN (SELECT value FROM json_each(?1))
            AND (?2 IS NULL OR title LIKE ?2 ESCAPE '\' OR culprit LIKE ?2 ESCAPE '\') AND (?3 IS NULL OR status = ?3)
            """;
        using var connection = store.OpenReader();
        using var count = Bind(connection.Prepare($"SELECT count(*) FROM issues WHERE {condition}"), filter);
        count.Step();
        using var rows = Bind(connection.Prepare(
            $"SELECT {Columns} FROM issues WHERE {condition} ORDER BY {sort} DESC, id DESC LIMIT ?4 OFFSET ?5"), filter);
        rows.Bind(4, filter.Take).Bind(5, filter.Skip);
        var items = new List<Issue>();
        while (rows.Step())
        {
            items.Add(Read(rows));
        }

        return (items, (int)count.Int64(0));
    }

    /// <summary>An issue by its key; null when there is none.</summary>
    public Issue? Find(long id)
    {
        using var connection = store.OpenReader();
        using var row = connection.Prepare($"SELECT {Columns} FROM issues WHERE id = ?1").Bind(1, id);
        return row.Step() ? Read(row) : null;
    }

    /// <summary>The tags of an issue, the most frequent first, each with its most frequent values.</summary>
    /// <param name="id">The issue.</param>
    /// <param name="values">How many values of each tag at most.</param>
    public IReadOnlyList<TagSummary> Tags(long id, int values)
    {
        using var connection = store.OpenReader();
        using var keys = connection.Prepare("SELECT key, times_seen FROM issue_tag_keys WHERE issue_id = ?1 ORDER BY times_seen DESC, key").Bind(1, id);
        using var top = connection.Prepare(
            "SELECT value, times_seen, first_seen, last_seen FROM issue_tag_values WHERE issue_id = ?1 AND key = ?2 ORDER BY times_seen DESC, value LIMIT ?3");
        var tags = new List<TagSummary>();
        while (keys.Step())
        {
            var key = keys.Text(0)!;
            tags.Add(new TagSummary(key, keys.Int64(1), ReadValues(top.Bind(1, id).Bind(2, key).Bind(3, values))));
        }

        return tags;
    }

    /// <summary>The event of an issue that happened last; null when there is none.</summary>
    /// <param name="id">The issue.</param>
    public IssueEvent? LatestEvent(long id)
    {
        using var connection = store.OpenReader();
        using var row = connection.Prepare(
            $"""
            SELECT event_id, timestamp, level, message, payload, {string.Join(", ", Facts.Select(fact => fact.Column))}
            FROM events WHERE issue_id = ?1 ORDER BY timestamp DESC, id DESC LIMIT 1
            """).Bind(1, id);
        if (!row.Step())
        {
            return null;
        }

        var facts = Facts.Select((fact, index) => KeyValuePair.Create(fact.Name, row.Text(FirstFact + index)));
        return new IssueEvent
        {
            EventId = Convert.ToHexStringLower(row.Bytes(0)),
            Timestamp = Timestamps.ToDateTime(row.Int64(1)),
            Level = row.Text(2)!,
            Message = row.Text(3),
            Exceptions = EventExceptions.Read(row.Text(4)),
            Facts = [.. facts.Where(fact => fact.Value is not null).Select(fact => KeyValuePair.Create(fact.Key, fact.Value!))],
        };
    }

    private static List<TagValue> ReadValues(SqliteStatement rows)
    {
        var values = new List<TagValue>();
        while (rows.Step())
        {
            values.Add(new TagValue(rows.Text(0)!, rows.Int64(1), Timestamps.ToDateTime(rows.Int64(2)), Timestamps.ToDateTime(rows.Int64(3))));
        }

        rows.Reset();
        return values;
    }

    private static SqliteStatement Bind(SqliteStatement statement, IssueFilter filter)
    {
        var text = filter.Text?.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
        return statement.Bind(1, JsonSerializer.Serialize(filter.ProjectIds)).Bind(2, string.IsNullOrEmpty(text) ? null : $"%{text}%")
            .Bind(3, filter.Status);
    }

    private static Issue Read(SqliteStatement row) => new()
    {
        Id = row.Int64(0),
        ProjectId = (int)row.Int64(1),
        Number = row.Int64(2),
        Title = row.Text(3)!,
        Culprit = row.Text(4),
        Level = row.Text(5)!,
        Type = row.Text(6)!,
        Status = row.Text(7)!,
        FirstSeen = Timestamps.ToDateTime(row.Int64(8)),
        LastSeen = Timestamps.ToDateTime(row.Int64(9)),
        TimesSeen = row.Int64(10),
    };
}
