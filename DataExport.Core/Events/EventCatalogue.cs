using DataExport.Core.Database.Sqlite;

namespace DataExport.Core.Events;

/// <summary>Shows one event. Who may see which project is the caller's question.</summary>
public sealed class EventCatalogue(EventStore store)
{
    private static readonly string[] Texts =
    [
        "level", "type", "title", "message", "culprit", "logger", "platform", "environment", "release", "dist", "transaction", "server_name",
        "error_type", "error_value", "user_id", "user_email", "user_username", "user_ip", "sdk_name", "sdk_version", "http_method", "http_url",
    ];

    private static readonly string Select =
        "SELECT event_id, project_id, issue_id, timestamp, received, error_handled, tags, contexts, extra, payload, "
        + string.Join(", ", Texts.Select(column => $"\"{column}\"")) + " FROM events WHERE project_id = ?1 AND event_id = ?2";

    private const int FirstText = 10;

    /// <summary>An event of a project; null when there is none of that id.</summary>
    public StoredEvent? Find(int projectId, EventId id)
    {
        Span<byte> bytes = stackalloc byte[EventId.Length];
        id.WriteTo(bytes);
        using var connection = store.OpenReader();
        using var row = connection.Prepare(Select).Bind(1, projectId).BindBlob(2, bytes);
        return row.Step() ? Read(row, id) : null;
    }

    private static StoredEvent Read(SqliteStatement row, EventId id) => new(
        id.ToString(),
        (int)row.Int64(1),
        row.Int64(2),
        Timestamps.ToDateTime(row.Int64(3)),
        Timestamps.ToDateTime(row.Int64(4)),
        row.IsNull(5) ? null : row.Int64(5) != 0,
        Texts.Select((column, index) => (column, row.Text(FirstText + index))).ToDictionary(text => text.column, text => text.Item2),
        row.Text(6),
        row.Text(7),
        row.Text(8),
        row.Text(9));
}
