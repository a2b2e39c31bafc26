using DataExport.Core.Events;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DataExport.Tests.Core.Events;

/// <summary>The single writer: groups, failures in them, ids in the order of commits.</summary>
public sealed class EventWriterTests : IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    private EventWriter Writer => _store.Store.Writer;

    [Fact]
    public async Task RunAsync_WorkThrows_ItsNeighboursAreStoredAndItIsNot()
    {
        var works = Enumerable.Range(0, 200).Select(number => RunAsync(number, throws: number % 3 == 1)).ToList();
        await Task.WhenAll(works);

        var expected = Enumerable.Range(0, 200).Where(number => number % 3 != 1).Select(number => $"{number}").Order();
        Assert.Equal(expected, _store.Column("", "message").Order());
        Assert.Equal(expected.Count(), _store.Number("SELECT sum(times_seen) FROM issues"));
        Assert.Equal(expected.Count(), _store.Number("SELECT sum(times_seen) FROM project_hours"));
    }

    [Fact]
    public async Task RunAsync_Failure_ReachesItsCallerAlone()
    {
        var failing = Writer.RunAsync<int>(_ => throw new FormatException("mine"), CancellationToken.None);
        var fine = Writer.RunAsync(session => session.Insert(Sample.Event()), CancellationToken.None);

        Assert.True(await fine);
        Assert.Equal("mine", (await Assert.ThrowsAsync<FormatException>(() => failing)).Message);
    }

    [Fact]
    public async Task RunAsync_RollUpThatCannotReadAnEvent_IsAnsweredAllTheSame()
    {
        await _store.AddAsync(Sample.Event(tags: ("a", "1")));
        await Writer.RunAsync(session => { session.Connection.Execute("UPDATE events SET tags = '{broken'; UPDATE watermarks SET event_id = 0"); return 0; }, CancellationToken.None);

        var inserts = Enumerable.Range(0, 20).Select(_ => Writer.RunAsync(session => session.Insert(Sample.Event()), CancellationToken.None));

        Assert.DoesNotContain(false, await Task.WhenAll(inserts).WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task LastCommittedId_AfterWorkThatThrew_IsThatOfTheLastStoredEvent()
    {
        await _store.AddAsync(Sample.Event());
        await Assert.ThrowsAsync<FormatException>(() => Writer.RunAsync<int>(
            session => session.Insert(Sample.Event()) ? throw new FormatException() : 0, CancellationToken.None));
        await _store.AddAsync();

        var cutOff = Writer.LastCommittedId;
        await _store.AddAsync(Sample.Event(message: "later"));

        Assert.Equal(1, cutOff);
        Assert.Equal(["m"], _store.Rows(TemporaryStore.Query("", "message"), cutOff).Select(row => row[0]));
    }

    [Fact]
    public async Task Insert_SameIdInProject_IsDroppedAndNotCounted()
    {
        var first = Sample.Event(tags: ("a", "1"));
        NewEvent Copy(int project) => new() { ProjectId = project, EventId = first.EventId, Timestamp = first.Timestamp, Received = 0, Message = "m" };

        await _store.AddAsync(first);
        var stored = await Writer.RunAsync(session => (session.Insert(Copy(1)), session.Insert(Copy(2)), session.Insert(Copy(2))), CancellationToken.None);

        Assert.Equal((false, true, false), stored);
        Assert.Equal(2, _store.Column("", "id").Count);
        Assert.Equal(1, _store.Number("SELECT times_seen FROM issues WHERE project_id = 1"));
        Assert.Equal(1, _store.Number("SELECT times_seen FROM issues WHERE project_id = 2"));
    }

    [Fact]
    public async Task RunAsync_ManyCallers_IdsRiseWithoutGapsAndAreReadableAtOnce()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 500).Select(number => Writer.RunAsync(
            session =>
            {
                session.Insert(Sample.Event(message: $"{number}"));
                return session.Connection.LastInsertRowId;
            },
            CancellationToken.None)));

        Assert.Equal(Enumerable.Range(1, 500).Select(id => (long)id), ids.Order());
        Assert.Equal(500, Writer.LastCommittedId);
        Assert.Equal(500, _store.Number("SELECT count(*) FROM events"));
    }

    [Fact]
    public async Task LastCommittedId_AfterDeletionOfTheNewest_DoesNotFallAndIdsAreNotGivenAgain()
    {
        await _store.AddAsync(Sample.Event(), Sample.Event(), Sample.Event());
        await Writer.RunAsync(
            session =>
            {
                session.Connection.Execute("DELETE FROM events WHERE id > 1");
                return 0;
            },
            CancellationToken.None);
        Assert.Equal(3, Writer.LastCommittedId);

        await _store.AddAsync(Sample.Event());
        Assert.Equal(4, Writer.LastCommittedId);
    }

    [Fact]
    public async Task DisposeAsync_WorkQueued_IsCommittedFirstAndKeptForTheNextStart()
    {
        var works = Enumerable.Range(0, 50).Select(_ => _store.AddAsync(Sample.Event())).ToList();
        await Writer.DisposeAsync();
        await Task.WhenAll(works);

        await using var again = new EventWriter(_store.Database, Microsoft.Extensions.Logging.Abstractions.NullLogger<EventWriter>.Instance);
        Assert.Equal(50, again.LastCommittedId);
    }

    [Fact]
    public async Task RunAsync_DiskFull_StoresNothingOfItAndGoesOnOnceThereIsRoom()
    {
        Task<int> SetPagesAsync(int most) => Writer.RunAsync(
            session =>
            {
                session.Connection.Execute($"PRAGMA max_page_count = {most}");
                return 0;
            },
            CancellationToken.None);
        Task AddManyAsync() => _store.AddAsync(Enumerable.Range(0, 200).Select(number => Sample.Event(message: $"{number} {new string('x', 4096)}")));
        await _store.AddAsync(Sample.Event());

        // As small as it can be: the pages that there are.
        await SetPagesAsync(1);
        var full = await Assert.ThrowsAsync<SqliteException>(AddManyAsync);
        Assert.Equal(raw.SQLITE_FULL, full.SqliteErrorCode);
        Assert.Equal((1, 1), (_store.Number("SELECT count(*) FROM events"), Writer.LastCommittedId));

        await SetPagesAsync(1 << 20);
        await AddManyAsync();
        Assert.Equal((201, 201), (_store.Number("SELECT count(*) FROM events"), Writer.LastCommittedId));
        Assert.Equal(201, _store.Number("SELECT sum(times_seen) FROM issues"));
    }

    [Fact]
    public async Task Insert_EmptyText_IsAbsent()
    {
        var made = Sample.Event(message: "", tags: [("empty", ""), ("kept", "x"), ("kept", ""), ("twice", "a"), ("twice", "b")]);
        (made.Environment, made.Culprit) = ("", "");
        await _store.AddAsync(made);

        var row = Assert.Single(_store.Rows(TemporaryStore.Query("", "message", "environment", "culprit", "tags[empty]", "tags[kept]", "tags[twice]")));
        Assert.Equal<string?>([null, null, null, null, null, "b"], row.ToList());
        Assert.Equal([""], _store.Store.Environments([1]));
        Assert.DoesNotContain("empty", _store.Store.TagKeys([1]));
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private async Task RunAsync(int number, bool throws)
    {
        var work = Writer.RunAsync(
            session =>
            {
                session.Insert(Sample.Event(project: 1 + (number % 3), message: $"{number}"));
                return throws ? throw new FormatException() : number;
            },
            CancellationToken.None);
        if (throws)
        {
            await Assert.ThrowsAsync<FormatException>(() => work);
        }
        else
        {
            Assert.Equal(number, await work);
        }
    }
}
