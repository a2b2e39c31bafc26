using System.Text.Json;
using DataExport.Core.Database.Sqlite;

namespace DataExport.Core.Events;

/// <summary>
/// Counts the values of each tag of each issue, for the screens: behind the events, up to a watermark, a batch at a time.
/// Exports never read these counts.
/// </summary>
internal sealed class TagRollUp(SqliteConnectionHandle connection) : IDisposable
{
    // A tag such as a request id has a value an event; beyond this many only the key is counted.
    public const int ValuesKept = 1000;

    private const int EventsInBatch = 1000;

    private readonly SqliteStatement _watermark = connection.Prepare("SELECT event_id FROM watermarks WHERE name = 'tag_values'");
    private readonly SqliteStatement _move = connection.Prepare("UPDATE watermarks SET event_id = ? WHERE name = 'tag_values'");
    private readonly SqliteStatement _read = connection.Prepare("SELECT id, issue_id, timestamp, tags FROM events WHERE id > ? ORDER BY id LIMIT ?");
    private readonly SqliteStatement _countKey = connection.Prepare(
        """
        INSERT INTO issue_tag_keys VALUES (?1, ?2, ?3, 0)
        ON CONFLICT (issue_id, key) DO UPDATE SET times_seen = times_seen + excluded.times_seen RETURNING values_kept
        """);

    private readonly SqliteStatement _keepValues = connection.Prepare("UPDATE issue_tag_keys SET values_kept = ?3 WHERE issue_id = ?1 AND key = ?2");
    private readonly SqliteStatement _countValue = connection.Prepare(
        """
        UPDATE issue_tag_values SET times_seen = times_seen + ?4, first_seen = min(first_seen, ?5), last_seen = max(last_seen, ?6)
        WHERE issue_id = ?1 AND key = ?2 AND value = ?3
        """);

    private readonly SqliteStatement _insertValue = connection.Prepare("INSERT INTO issue_tag_values VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
    private readonly Dictionary<(long IssueId, string Key), Dictionary<string, Seen>> _batch = [];

    /// <summary>Counts the next batch of events in a transaction of its own; false when there was none.</summary>
    public bool Step()
    {
        _batch.Clear();
        var from = Watermark();
        var to = Read(from);
        if (to == from)
        {
            return false;
        }

        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            Write();
            _move.Bind(1, to).Run();
            connection.Execute("COMMIT");
            return true;
        }
        catch
        {
            connection.Execute("ROLLBACK");
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var statement in new[] { _watermark, _move, _read, _countKey, _keepValues, _countValue, _insertValue })
        {
            statement.Dispose();
        }
    }

    private long Watermark()
    {
        _watermark.Step();
        var id = _watermark.Int64(0);
        _watermark.Reset();
        return id;
    }

    private long Read(long from)
    {
        var last = from;
        _read.Bind(1, from).Bind(2, EventsInBatch);
        try
        {
            while (_read.Step())
            {
                last = _read.Int64(0);
                if (!_read.IsNull(3))
                {
                    CountTags(_read.Int64(1), _read.Int64(2), _read.Bytes(3));
                }
            }

            return last;
        }
        finally
        {
            _read.Reset();
        }
    }

    private void CountTags(long issueId, long timestamp, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = (issueId, reader.GetString()!);
            reader.Read();
            var value = reader.GetString()!;
            if (!_batch.TryGetValue(key, out var values))
            {
                _batch[key] = values = [];
            }

            var seen = values.GetValueOrDefault(value, new Seen(0, timestamp, timestamp));
            values[value] = new Seen(seen.Times + 1, Math.Min(seen.First, timestamp), Math.Max(seen.Last, timestamp));
        }
    }

    private void Write()
    {
        foreach (var ((issueId, key), values) in _batch)
        {
            _countKey.Bind(1, issueId).Bind(2, key).Bind(3, values.Values.Sum(seen => seen.Times)).Step();
            var before = _countKey.Int64(0);
            _countKey.Reset();
            var kept = before;
            foreach (var (value, seen) in values)
            {
                kept += Count(issueId, key, value, seen, mayInsert: kept < ValuesKept) ? 1 : 0;
            }

            if (kept != before)
            {
                _keepValues.Bind(1, issueId).Bind(2, key).Bind(3, kept).Run();
            }
        }
    }

    /// <summary>True when the value is new and was kept.</summary>
    private bool Count(long issueId, string key, string value, Seen seen, bool mayInsert)
    {
        Bind(_countValue, issueId, key, value, seen).Run();
        if (connection.Changes > 0 || !mayInsert)
        {
            return false;
        }

        Bind(_insertValue, issueId, key, value, seen).Run();
        return true;
    }

    private static SqliteStatement Bind(SqliteStatement statement, long issueId, string key, string value, Seen seen) =>
        statement.Bind(1, issueId).Bind(2, key).Bind(3, value).Bind(4, seen.Times).Bind(5, seen.First).Bind(6, seen.Last);

    private readonly record struct Seen(long Times, long First, long Last);
}
