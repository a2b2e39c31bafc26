using System.Text.Json;
using DataExport.Core.Database.Sqlite;

namespace DataExport.Core.Events.Importing;

/// <summary>Counts the tags of one issue's events anew, in the form in which <see cref="TagRollUp"/> keeps them.</summary>
internal sealed class IssueTagCounts
{
    private readonly Dictionary<string, Key> _keys = new(StringComparer.Ordinal);

    /// <summary>Rows that <see cref="Replace"/> will write.</summary>
    public int Rows => _keys.Values.Sum(key => 1 + key.Values.Count);

    /// <summary>Counts what the statement finds: a time and the tags as JSON a row.</summary>
    public void Add(SqliteStatement events)
    {
        while (events.Step())
        {
            if (!events.IsNull(1))
            {
                Add(events.Int64(0), events.Bytes(1));
            }
        }
    }

    /// <summary>Writes the counts in place of those that the issue had.</summary>
    public void Replace(SqliteConnectionHandle connection, long issueId)
    {
        Remove(connection, issueId);
        using var insertKey = connection.Prepare("INSERT INTO issue_tag_keys VALUES (?, ?, ?, ?)");
        using var insertValue = connection.Prepare("INSERT INTO issue_tag_values VALUES (?, ?, ?, ?, ?, ?)");
        foreach (var (name, key) in _keys)
        {
            insertKey.Bind(1, issueId).Bind(2, name).Bind(3, key.Times).Bind(4, key.Values.Count).Run();
            foreach (var (value, seen) in key.Values)
            {
                insertValue.Bind(1, issueId).Bind(2, name).Bind(3, value).Bind(4, seen.Times).Bind(5, seen.First).Bind(6, seen.Last).Run();
            }
        }
    }

    /// <summary>Removes all counts of an issue.</summary>
    public static void Remove(SqliteConnectionHandle connection, long issueId)
    {
        using var keys = connection.Prepare("DELETE FROM issue_tag_keys WHERE issue_id = ?");
        keys.Bind(1, issueId).Run();
        using var values = connection.Prepare("DELETE FROM issue_tag_values WHERE issue_id = ?");
        values.Bind(1, issueId).Run();
    }

    private void Add(long timestamp, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!_keys.TryGetValue(name, out var key))
            {
                _keys[name] = key = new Key();
            }

            reader.Read();
            key.Add(reader.GetString()!, timestamp);
        }
    }

    private readonly record struct Seen(long Times, long First, long Last);

    private sealed class Key
    {
        public long Times { get; private set; }

        public Dictionary<string, Seen> Values { get; } = new(StringComparer.Ordinal);

        public void Add(string value, long timestamp)
        {
            Times++;
            if (Values.TryGetValue(value, out var seen))
            {
                Values[value] = new Seen(seen.Times + 1, Math.Min(seen.First, timestamp), Math.Max(seen.Last, timestamp));
            }
            else if (Values.Count < TagRollUp.ValuesKept)
            {
                Values[value] = new Seen(1, timestamp, timestamp);
            }
        }
    }
}
