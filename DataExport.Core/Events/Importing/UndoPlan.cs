using DataExport.Core.Database.Sqlite;

namespace DataExport.Core.Events.Importing;

/// <summary>What the next step of an undo removes, worked out by a reader so that the writer is not kept from its work.</summary>
internal sealed class UndoPlan
{
    private const int EventsInStep = 1000;
    private const int CountsInStep = 20_000;

    /// <summary>The issues, each with what its tags count to without the import, up to <see cref="Watermark"/>.</summary>
    public Dictionary<long, IssueTagCounts> Issues { get; } = [];

    /// <summary>
    /// Whether the step takes only a part of the import's events of its one issue. The tags of an issue are put right with the
    /// last part: until then the import has an event there, by which an undo that was broken off finds the issue again.
    /// </summary>
    public bool IsPart { get; private set; }

    /// <summary>The last event that the counts of tags include.</summary>
    public long Watermark { get; private set; }

    /// <summary>Events that a step removes at the most.</summary>
    public static int MostEvents => EventsInStep;

    /// <summary>The next step; without issues when all is removed.</summary>
    public static UndoPlan Next(SqliteConnectionHandle reader, long importId)
    {
        // One transaction, so that watermark and events belong together.
        reader.Execute("BEGIN");
        try
        {
            var plan = new UndoPlan { Watermark = ReadWatermark(reader) };
            plan.Pick(reader, importId);
            return plan;
        }
        finally
        {
            reader.Execute("COMMIT");
        }
    }

    /// <summary>The last event that the counts of tags include, as it is now.</summary>
    public static long ReadWatermark(SqliteConnectionHandle connection)
    {
        using var watermark = connection.Prepare("SELECT event_id FROM watermarks WHERE name = 'tag_values'");
        return watermark.Step() ? watermark.Int64(0) : 0;
    }

    private void Pick(SqliteConnectionHandle reader, long importId)
    {
        using var next = reader.Prepare("SELECT min(issue_id) FROM events WHERE import_id = ? AND issue_id > ?");
        using var count = reader.Prepare("SELECT count(*) FROM (SELECT 1 FROM events WHERE import_id = ? AND issue_id = ? LIMIT ?)");
        var (issueId, events, rows) = (0L, 0L, 0);
        while (rows < CountsInStep && Read(next.Bind(1, importId).Bind(2, issueId)) is { } found)
        {
            issueId = found;

            // Counting stops where it is clear that they are too many for a step.
            events += Read(count.Bind(1, importId).Bind(2, issueId).Bind(3, EventsInStep + 1))!.Value;
            if (events > EventsInStep && Issues.Count > 0)
            {
                return;
            }

            IsPart = events > EventsInStep;
            Issues[issueId] = IsPart ? new IssueTagCounts() : CountRest(reader, issueId, importId);
            rows += Issues[issueId].Rows;
            if (IsPart)
            {
                return;
            }
        }
    }

    /// <summary>Counts the tags of the issue's events that stay.</summary>
    private IssueTagCounts CountRest(SqliteConnectionHandle reader, long issueId, long importId)
    {
        using var rest = reader.Prepare("SELECT timestamp, tags FROM events WHERE issue_id = ? AND id <= ? AND import_id IS NOT ?");
        var tags = new IssueTagCounts();
        tags.Add(rest.Bind(1, issueId).Bind(2, Watermark).Bind(3, importId));
        return tags;
    }

    private static long? Read(SqliteStatement statement)
    {
        long? value = statement.Step() && !statement.IsNull(0) ? statement.Int64(0) : null;
        statement.Reset();
        return value;
    }
}
