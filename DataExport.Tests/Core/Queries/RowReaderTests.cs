using DataExport.Core.Events;
using DataExport.Core.Queries.Compilation;
using DataExport.Core.Queries.Reading;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DataExport.Tests.Core.Queries;

/// <summary>All rows, once, in their total order: whatever their times, projects and pages.</summary>
public sealed class RowReaderTests : IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    [Theory]
    [InlineData("-timestamp")]
    [InlineData("timestamp")]
    public async Task Read_OneInstant_GivesEveryRowOnceInOrderOfIds(string sort)
    {
        // Two and a half pages of one instant, and a few around it.
        await _store.AddAsync(Enumerable.Range(0, 25_000).Select(number => Sample.Event(message: $"{number}")));
        await _store.AddAsync(Sample.Event(timestamp: Sample.Noon + 1, message: "after"), Sample.Event(timestamp: Sample.Noon - 1, message: "before"));

        var rows = _store.Rows(TemporaryStore.Query("", "message") with { Sort = [sort] }).Select(row => row[0]!);

        var newestFirst = Enumerable.Range(0, 25_000).Reverse().Select(number => $"{number}").Prepend("after").Append("before");
        Assert.Equal(sort == "timestamp" ? newestFirst.Reverse() : newestFirst, rows);
    }

    [Theory]
    [InlineData("-timestamp")]
    [InlineData("timestamp")]
    public async Task Read_SeveralProjects_MergesThemInOneOrder(string sort)
    {
        var random = new Random(3);
        var events = Enumerable.Range(0, 31_000)
            .Select(number => Sample.Event(1 + (random.Next(10) > 1 ? 0 : random.Next(3)), Sample.Noon + random.Next(4000), $"{number}")).ToList();
        await _store.AddAsync(events);

        var rows = _store.Rows(TemporaryStore.Query("", "message", "project.id", "timestamp") with { Sort = [sort] });

        var ascending = events.Select((e, index) => (Event: e, Id: index)).OrderBy(row => row.Event.Timestamp).ThenBy(row => row.Id)
            .Select(row => $"{row.Event.Message} {row.Event.ProjectId} {Time(row.Event.Timestamp)}");
        Assert.Equal(sort == "timestamp" ? ascending : ascending.Reverse(), rows.Select(row => string.Join(' ', row)));
    }

    [Theory]
    [InlineData("-timestamp", "", false)]
    [InlineData("timestamp", "", false)]
    [InlineData("-timestamp", "timestamp:<2031-01-01", false)]
    [InlineData("timestamp", "timestamp:>2021-01-01", true)]
    [InlineData("-timestamp", "timestamp:<2031-01-01", true)]
    [InlineData("timestamp", "level:error timestamp:>2021-01-01", true)]
    public async Task Read_PeriodOfManyPages_LooksAtEachEventOnce(string sort, string search, bool settled)
    {
        await _store.AddAsync(Enumerable.Range(0, 31_000).Select(number => Sample.Event(1, Sample.Noon + number)));
        if (settled)
        {
            await _store.SettleAsync();
        }

        var query = TemporaryStore.Query(search, "id") with
        {
            Project = [1], Sort = [sort], Start = Timestamps.ToDateTime(Sample.Noon + 500), End = Timestamps.ToDateTime(Sample.Noon + 30_500),
        };
        var (looks, rows) = (0, 0);

        using var reader = Open(query, () => looks++);
        while (reader.Read())
        {
            rows++;
        }

        // One more a page may be, for the last row of the page before; and where nothing is searched for, pages of the file can do it without SQLite.
        Assert.Equal(30_000, rows);
        Assert.InRange(looks, search.Length > 0 ? rows : 0, rows + 6);
    }

    [Theory]
    [InlineData("rare level:fatal", 3, false)]
    [InlineData("rare level:fatal", 3, true)]
    [InlineData("issue.id:1", 3, false)]
    [InlineData("issue:SHOP-1 rare", 3, true)]
    [InlineData("id:00000000000000ab00000000000007d0", 1, false)]
    [InlineData("id:00000000000000ab00000000000007d0 rare", 1, true)]
    [InlineData("timestamp:<2026-11-21T12:00:00.000010", 10, true)]
    [InlineData("!project:[back-office, x] timestamp:<2026-11-21T12:00:00.000010", 5, false)]
    public async Task Read_FoundByAnIndex_LooksAtItsEventsAlone(string search, int expected, bool settled)
    {
        await _store.AddAsync(Enumerable.Range(0, 3_000).Select(number => new NewEvent
        {
            ProjectId = 1 + (number % 2), EventId = new EventId(new UInt128(0xab, (ulong)number)), Timestamp = Sample.Noon + number, Received = Sample.Noon,
            Message = number % 1000 == 0 ? "rare" : "x", Level = number % 100 == 0 ? EventLevel.Fatal : EventLevel.Error,
        }));
        if (settled)
        {
            await _store.SettleAsync();
        }

        var query = TemporaryStore.Query(search, "id") with { Start = Timestamps.ToDateTime(Sample.Noon), End = Timestamps.ToDateTime(Sample.Noon + 3_000) };
        var (looks, rows) = (0, 0);
        using var reader = Open(query, () => looks++);
        while (reader.Read())
        {
            rows++;
        }

        Assert.Equal(expected, rows);
        Assert.InRange(looks, expected, 40);
        Assert.Equal(expected, _store.Runner.Count(query, new QueryBounds(_store.Store.CutOff, TemporaryStore.Slugs), CancellationToken.None));
    }

    [Fact]
    public async Task Read_SearchThatFindsFew_CrossesPagesOfNothing()
    {
        await _store.AddAsync(Enumerable.Range(0, 25_000).Select(number => Sample.Event(1 + (number % 2), Sample.Noon + number, number % 9000 == 0 ? "rare" : "x")));

        Assert.Equal(3, _store.Column("rare", "id").Count);
        Assert.Empty(_store.Column("rarer", "id"));
    }

    [Theory]
    [InlineData("-timestamp", null, null, "rare", false)]
    [InlineData("timestamp", null, null, "rare", true)]
    [InlineData("-timestamp", 500, 3500, "rare", true)]
    [InlineData("timestamp", 500, 3500, "rare", false)]
    [InlineData("timestamp", 2000, 2001, "rare", true)]
    [InlineData("-timestamp", null, null, "rare level:error", false)]
    [InlineData("timestamp", 500, 3500, "level:error rare", true)]
    public async Task Read_SearchOverSeveralProjects_MergesThemAcrossWindows(string sort, int? from, int? until, string search, bool settled)
    {
        // The first project has several windows of events, the second a few, and most of one instant; what is found is rare in both.
        var random = new Random(4);
        var events = Enumerable.Range(0, 60_000).Select(number => Sample.Event(
            random.Next(6) == 0 ? 2 : 1, Sample.Noon + (random.Next(4) == 0 ? 2000 : random.Next(4000)), random.Next(100) == 0 ? $"rare {number}" : "x")).ToList();
        await _store.AddAsync(events);
        if (settled)
        {
            await _store.SettleAsync();
        }

        DateTime? At(int? offset) => offset is { } microseconds ? Timestamps.ToDateTime(Sample.Noon + microseconds) : null;
        var query = TemporaryStore.Query(search, "message") with { Sort = [sort], Start = At(from), End = At(until) };

        var ascending = events.Select((made, id) => (Made: made, Id: id)).Where(row => row.Made.Message != "x")
            .Where(row => row.Made.Timestamp >= Sample.Noon + (from ?? 0) && row.Made.Timestamp < Sample.Noon + (until ?? 4000))
            .OrderBy(row => row.Made.Timestamp).ThenBy(row => row.Id).Select(row => row.Made.Message!).ToList();
        var expected = sort == "timestamp" ? ascending : Enumerable.Reverse(ascending).ToList();
        Assert.True(expected.Count > 50);
        Assert.Equal(expected, Read(query));
        Assert.Equal(expected.Count, _store.Runner.Count(query, new QueryBounds(_store.Store.CutOff, TemporaryStore.Slugs), CancellationToken.None));

        // And from keys in the midst of it.
        RowKey? key = null;
        for (var row = 0; row < expected.Count; row += 37)
        {
            using var reader = _store.Open(query, after: key);
            for (var next = row; next < Math.Min(row + 37, expected.Count); next++)
            {
                Assert.True(reader.Read());
                Assert.Equal(expected[next], System.Text.Encoding.UTF8.GetString(reader.Cell(0).Utf8));
            }

            key = reader.Key;
        }
    }

    [Fact]
    public async Task Read_SearchThatFindsNothingInOneProject_DoesNotWaitForItsEnd()
    {
        await _store.AddAsync(Enumerable.Range(0, 25_000).Select(number => Sample.Event(2, Sample.Noon + number)));
        await _store.AddAsync(Enumerable.Range(0, 30).Select(number => Sample.Event(1, Sample.Noon + 20_000 + number, $"{number}", ("ключ", "x"))));

        // The end of the second project is where this event is: a search that comes there, and has to parse the tags for such a key, fails.
        await _store.Store.Writer.RunAsync(
            session =>
            {
                session.Connection.Execute("UPDATE events SET tags = '{broken' WHERE id = 1");
                return 0;
            },
            CancellationToken.None);
        using var reader = _store.Open(TemporaryStore.Query("tags[ключ]:x", "message"));

        for (var number = 29; number >= 0; number--)
        {
            Assert.True(reader.Read());
            Assert.Equal($"{number}", System.Text.Encoding.UTF8.GetString(reader.Cell(0).Utf8));
        }

        Assert.Throws<SqliteException>(() => reader.Read());
    }

    [Theory]
    [InlineData(9_999)]
    [InlineData(10_000)]
    [InlineData(10_001)]
    [InlineData(20_000)]
    public async Task Read_PageBoundary_LosesAndRepeatsNothing(int count)
    {
        await _store.AddAsync(Enumerable.Range(0, count).Select(number => Sample.Event(1 + (number % 3), Sample.Noon + (number / 7))));

        Assert.Equal(count, _store.Column("", "id").Distinct().Count());
        Assert.Equal(count, _store.Column("", "id").Count);
    }

    [Fact]
    public async Task Read_EventsArriveMeanwhile_ChangesNothing()
    {
        await _store.AddAsync(Enumerable.Range(0, 10_500).Select(number => Sample.Event(1 + (number % 2), Sample.Noon + (number % 10), "first")));
        using var reader = _store.Open(TemporaryStore.Query("", "message"));
        var read = 0;
        while (reader.Read())
        {
            Assert.Equal("first"u8, reader.Cell(0).Utf8);
            if (read++ % 5000 == 0)
            {
                await _store.AddAsync(Sample.Event(timestamp: Sample.Noon - 5), Sample.Event(timestamp: Sample.Noon + 5), Sample.Event(2, Sample.Noon + 99));
            }
        }

        Assert.Equal(10_500, read);
    }

    [Fact]
    public async Task Read_CutOff_LeavesLaterEventsOut()
    {
        await _store.AddAsync(Sample.Event(message: "a"), Sample.Event(message: "b", timestamp: Sample.Noon + 9), Sample.Event(message: "c", timestamp: Sample.Noon - 9));

        Assert.Equal(["b", "a"], _store.Rows(TemporaryStore.Query("", "message"), cutOff: 2).Select(row => row[0]!));
        Assert.Equal(2, _store.Runner.Count(TemporaryStore.Query("", "id"), new QueryBounds(2, TemporaryStore.Slugs), CancellationToken.None));
        Assert.Empty(_store.Rows(TemporaryStore.Query("", "message"), cutOff: 0));
    }

    [Theory]
    [InlineData("-timestamp", 0)]
    [InlineData("-timestamp", 1234)]
    [InlineData("timestamp", 10_000)]
    [InlineData("timestamp", 12_345)]
    public async Task Read_AfterKey_GoesOnWithTheNext(string sort, int rows)
    {
        await _store.AddAsync(Enumerable.Range(0, 12_346).Select(number => Sample.Event(1 + (number % 3), Sample.Noon + (number % 50))));
        var query = TemporaryStore.Query("", "id") with { Sort = [sort] };
        var all = _store.Rows(query).Select(row => row[0]!).ToList();

        RowKey? key = null;
        using (var first = _store.Open(query))
        {
            for (var row = 0; row <= rows; row++)
            {
                Assert.True(first.Read());
                key = first.Key;
            }
        }

        using var second = _store.Open(query, after: key);
        for (var row = rows + 1; row < all.Count; row++)
        {
            Assert.True(second.Read());
            Assert.Equal(all[row], System.Text.Encoding.UTF8.GetString(second.Cell(0).Utf8));
        }

        Assert.False(second.Read());
        Assert.False(second.Read());
    }

    [Fact]
    public async Task Read_PeriodAndEnvironments_BoundTheRows()
    {
        NewEvent In(string? environment, long offset)
        {
            var made = Sample.Event(timestamp: Sample.Noon + offset, message: $"{environment} {offset}");
            made.Environment = environment;
            return made;
        }

        await _store.AddAsync(In(null, 0), In("", 1), In("staging", 2), In("production", 3), In("staging", 4));
        var start = Timestamps.ToDateTime(Sample.Noon + 1);
        var query = TemporaryStore.Query("", "message");

        Assert.Equal(["production 3", "staging 2", " 1"], Read(query with { Start = start, End = start.AddMicroseconds(3) }));
        Assert.Equal(["staging 4", "staging 2"], Read(query with { Environment = ["staging"] }));
        Assert.Equal([" 1", " 0"], Read(query with { Environment = [""] }));
        Assert.Equal(["staging 2", " 1", " 0"], Read(query with { Environment = ["", "staging"], End = start.AddMicroseconds(2) }));
        Assert.Equal(["production 3"], Read(query with { Project = [1, 3], Environment = ["production"] }));
        Assert.Empty(Read(query with { Project = [2] }));
    }

    [Fact]
    public async Task Read_Cancelled_Throws()
    {
        await _store.AddAsync(Enumerable.Range(0, 10_500).Select(number => Sample.Event(timestamp: Sample.Noon + number)));
        using var source = new CancellationTokenSource();
        using var reader = _store.Open(TemporaryStore.Query("", "id"), cancellationToken: source.Token);
        Assert.True(reader.Read());
        await source.CancelAsync();

        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            while (reader.Read())
            {
            }
        });
        Assert.Null(_store.Runner.Count(TemporaryStore.Query("", "id"), new QueryBounds(99, TemporaryStore.Slugs), source.Token));
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private PagedRows Open(DataExport.Core.Queries.Discover.DiscoverQuery query, Action onLook)
    {
        var plan = DiscoverCompiler.Compile(query, _store.Store.CutOff, TemporaryStore.Slugs, TimeZoneInfo.Utc);
        (plan.LooksAtEachEvent ? plan.Search : plan.Condition).Append(" AND looked_at(id)");
        var connection = _store.Database.OpenReader();
        connection.Define("looked_at", 1, (context, _) =>
        {
            onLook();
            raw.sqlite3_result_int(context, 1);
        });
        return new PagedRows(connection, plan, _store.Store, _store.Store.FindShape(connection), null, CancellationToken.None);
    }

    private List<string> Read(DataExport.Core.Queries.Discover.DiscoverQuery query) => [.. _store.Rows(query).Select(row => row[0]!)];

    private static string Time(long microseconds) => $"2026-11-21T12:00:00.{microseconds - Sample.Noon:000000}Z";
}
