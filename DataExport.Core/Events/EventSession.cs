using System.Buffers;
using System.Text.Json;
using DataExport.Core.Database.Sqlite;

namespace DataExport.Core.Events;

/// <summary>What work of the <see cref="EventWriter"/> can do within its transaction.</summary>
public sealed class EventSession : IDisposable
{
    private const string InsertEvent =
        """
        INSERT INTO events (project_id, event_id, timestamp, received, issue_id, level, type, title, message, culprit, logger, platform,
            environment, release, dist, "transaction", server_name, error_type, error_value, error_handled, user_id, user_email,
            user_username, user_ip, sdk_name, sdk_version, http_method, http_url, tags, contexts, extra, payload, import_id)
        VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
        """;

    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _find;
    private readonly IssueRollUp _issues;
    private readonly ProjectRollUp _projects;
    private readonly ArrayBufferWriter<byte> _json = new();
    private readonly Utf8JsonWriter _jsonWriter;
    private readonly Dictionary<string, string> _tags = new(StringComparer.Ordinal);

    internal EventSession(SqliteConnectionHandle connection)
    {
        Connection = connection;
        _insert = connection.Prepare(InsertEvent);
        _find = connection.Prepare("SELECT 1 FROM events WHERE project_id = ? AND event_id = ?");
        _issues = new IssueRollUp(connection);
        _projects = new ProjectRollUp(connection);
        _jsonWriter = new Utf8JsonWriter(_json, new JsonWriterOptions { Encoder = StoredTags.Encoder });
    }

    /// <summary>The writer's connection, for statements of the caller's own. It is inside a transaction.</summary>
    public SqliteConnectionHandle Connection { get; }

    internal long EventsInserted { get; private set; }

    /// <summary>Stores an event and counts it in its issue. False, and nothing done, when the project has one with that id.</summary>
    public bool Insert(NewEvent @event)
    {
        Span<byte> id = stackalloc byte[EventId.Length];
        @event.EventId.WriteTo(id);
        if (Exists(@event.ProjectId, id))
        {
            return false;
        }

        var title = Grouping.Title(@event);
        var issue = _issues.Count(@event, title);
        _projects.Count(@event);
        Bind(@event, id, issue, title);
        _insert.Run();
        EventsInserted++;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _insert.Dispose();
        _find.Dispose();
        _issues.Dispose();
        _projects.Dispose();
        _jsonWriter.Dispose();
    }

    /// <summary>Writes the counts that were gathered; part of the same transaction.</summary>
    internal void Flush()
    {
        _issues.Flush();
        _projects.Flush();
    }

    /// <summary>Drops what is remembered of the database after a rollback.</summary>
    internal void Forget()
    {
        _issues.Forget();
        _projects.Forget();
    }

    internal long LastId()
    {
        using var last = Connection.Prepare("SELECT seq FROM sqlite_sequence WHERE name = 'events'");
        return last.Step() ? last.Int64(0) : 0;
    }

    private bool Exists(int projectId, ReadOnlySpan<byte> id)
    {
        var found = _find.Bind(1, projectId).BindBlob(2, id).Step();
        _find.Reset();
        return found;
    }

    private void Bind(NewEvent @event, ReadOnlySpan<byte> id, long issue, string title)
    {
        _insert.Bind(1, @event.ProjectId).BindBlob(2, id).Bind(3, @event.Timestamp).Bind(4, @event.Received).Bind(5, issue)
            .Bind(6, @event.Level).Bind(7, @event.Type).Bind(8, title).Bind(20, (long?)(@event.ErrorHandled is { } handled ? handled ? 1 : 0 : null));
        BindTexts(9, @event.Message, @event.Culprit, @event.Logger, @event.Platform, @event.Environment, @event.Release, @event.Dist,
            @event.Transaction, @event.ServerName, @event.ErrorType, @event.ErrorValue);
        BindTexts(21, @event.UserId, @event.UserEmail, @event.UserName, @event.UserIp, @event.SdkName, @event.SdkVersion,
            @event.HttpMethod, @event.HttpUrl);
        BindTags(29, @event.Tags);
        BindTexts(30, @event.Contexts, @event.Extra, @event.Payload);
        _insert.Bind(33, @event.ImportId);
    }

    private void BindTexts(int first, params ReadOnlySpan<string?> texts)
    {
        for (var index = 0; index < texts.Length; index++)
        {
            _insert.Bind(first + index, string.IsNullOrEmpty(texts[index]) ? null : texts[index]);
        }
    }

    private void BindTags(int parameter, List<KeyValuePair<string, string>> tags)
    {
        _tags.Clear();
        foreach (var (key, value) in tags)
        {
            if (value.Length > 0)
            {
                _tags[key] = value;
            }
            else
            {
                // Empty is absent, for tags as for columns.
                _tags.Remove(key);
            }
        }

        if (_tags.Count == 0)
        {
            _insert.BindNull(parameter);
            return;
        }

        // StoredTags finds a tag by these very bytes.
        _json.ResetWrittenCount();
        _jsonWriter.Reset();
        _jsonWriter.WriteStartObject();
        foreach (var (key, value) in _tags)
        {
            _jsonWriter.WriteString(key, value);
        }

        _jsonWriter.WriteEndObject();
        _jsonWriter.Flush();
        _insert.BindText(parameter, _json.WrittenSpan);
    }
}
