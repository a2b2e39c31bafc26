using DataExport.Core.Events;
using DataExport.Tests.Support;

namespace DataExport.Tests.Core.Events;

/// <summary>The counts beside the events, against a recount of the list that was stored.</summary>
public sealed class RollUpTests : IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    [Fact]
    public async Task Insert_ManyEvents_IssuesHoldWhatTheListHas()
    {
        var events = await StoreRandomAsync(3000);

        var expected = from e in events
                       group e by (e.ProjectId, e.Fingerprint) into issue
                       let last = issue.MaxBy(e => e.Timestamp)
                       select $"{issue.Key} {issue.Count()} {issue.Min(e => e.Timestamp)} {last!.Timestamp} {issue.Last(e => e.Timestamp == last.Timestamp).Level}";
        Assert.Equal(expected.Order(StringComparer.Ordinal), Read(
            "SELECT '(' || project_id || ', ' || title || ') ' || times_seen || ' ' || first_seen || ' ' || last_seen || ' ' || level FROM issues").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Insert_ManyEvents_HoursHoldWhatTheListHas()
    {
        var events = await StoreRandomAsync(3000);

        var expected = events.GroupBy(e => $"{e.ProjectId} {(e.Timestamp - Modulo(e.Timestamp, 3_600_000_000)) / 3_600_000_000}")
            .Select(hour => $"{hour.Key} {hour.Count()}");
        Assert.Equal(expected.Order(StringComparer.Ordinal), Read("SELECT project_id || ' ' || hour || ' ' || times_seen FROM project_hours").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Insert_ManyEvents_TagCountsEventuallyHoldWhatTheListHas()
    {
        var events = await StoreRandomAsync(3000);
        await _store.Store.Writer.RunAsync(session => session.Insert(Sample.Event(message: "one more")), CancellationToken.None);
        await Eventually.TrueAsync(() => _store.Number("SELECT event_id FROM watermarks WHERE name = 'tag_values'") == 3001, "the watermark is at the last event");

        var expected = from e in events
                       from tag in e.Tags
                       group e.Timestamp by $"({e.ProjectId}, {e.Fingerprint}) {tag.Key}={tag.Value}" into value
                       select $"{value.Key} {value.Count()} {value.Min()} {value.Max()}";
        Assert.Equal(expected.Order(StringComparer.Ordinal), Read(
            """
            SELECT '(' || project_id || ', ' || title || ') ' || key || '=' || value || ' ' || v.times_seen || ' ' || v.first_seen || ' ' || v.last_seen
            FROM issue_tag_values v JOIN issues ON issues.id = issue_id
            """).Order(StringComparer.Ordinal));
        Assert.Equal(events.Sum(e => e.Tags.Count), _store.Number("SELECT sum(times_seen) FROM issue_tag_keys"));
    }

    [Fact]
    public async Task Insert_ValueAnEvent_TagCountsKeepAThousandValuesAndCountTheKey()
    {
        await _store.AddAsync(Enumerable.Range(0, 2500).Select(number => Sample.Event(tags: ("request", $"{number}"))));
        await Eventually.TrueAsync(() => _store.Number("SELECT event_id FROM watermarks WHERE name = 'tag_values'") == 2500, "the watermark is at the last event");

        Assert.Equal(2500, _store.Number("SELECT times_seen FROM issue_tag_keys"));
        Assert.Equal(1000, _store.Number("SELECT values_kept FROM issue_tag_keys"));
        Assert.Equal(1000, _store.Number("SELECT count(*) FROM issue_tag_values"));
    }

    [Fact]
    public async Task Insert_NewIssues_NumbersRiseInEachProject()
    {
        await _store.AddAsync("abcab".Select(letter => Sample.Event(1, message: $"{letter}")).Concat("ab".Select(letter => Sample.Event(2, message: $"{letter}"))));

        Assert.Equal(["1 a 1", "1 b 2", "1 c 3", "2 a 1", "2 b 2"], Read("SELECT project_id || ' ' || title || ' ' || number FROM issues ORDER BY id"));
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private async Task<List<NewEvent>> StoreRandomAsync(int count)
    {
        var random = new Random(7);
        string[] levels = [EventLevel.Debug, EventLevel.Error, EventLevel.Fatal];
        var events = new List<NewEvent>();
        for (var index = 0; index < count; index++)
        {
            var fingerprint = $"issue {random.Next(8)}";
            // Around 1970, so that hours before it are among them; some times are equal.
            var made = Sample.Event(1 + random.Next(3), (random.Next(400) - 200) * 1_800_000_000L, fingerprint,
                ("é\"\\\n😀", $"{random.Next(5)}"), ("plain", $"v{random.Next(3)}"));
            (made.Fingerprint, made.Level) = (fingerprint, levels[random.Next(3)]);
            events.Add(made);
        }

        foreach (var batch in events.Chunk(700))
        {
            await _store.AddAsync(batch);
        }

        return events;
    }

    private List<string> Read(string sql)
    {
        using var connection = _store.Database.OpenReader();
        using var rows = connection.Prepare(sql);
        var found = new List<string>();
        while (rows.Step())
        {
            found.Add(rows.Text(0)!);
        }

        return found;
    }

    private static long Modulo(long value, long by) => ((value % by) + by) % by;
}
