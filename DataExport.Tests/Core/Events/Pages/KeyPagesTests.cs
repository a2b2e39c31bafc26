using DataExport.Core.Events.Pages;
using Microsoft.Win32.SafeHandles;

namespace DataExport.Tests.Core.Events.Pages;

/// <summary>Keys read out of the pages of the index by time are those that SQLite reads, or are not given.</summary>
public sealed class KeyPagesTests : IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TryRead_AnyRange_GivesWhatSqliteGives(bool ascending)
    {
        var random = new Random(41);
        for (var batch = 0; batch < 20; batch++)
        {
            await _store.AddAsync(Enumerable.Range(0, 1000).Select(_ => Sample.Event(random.Next(1, 4), random.Next(3) == 0 ? 77 : random.Next(-3000, 3000))));
        }

        await RemoveAsync("id % 5 = 1");
        await _store.AddAsync(Sample.Event());
        await _store.SettleAsync();
        var keys = Open(out var removals);
        for (var round = 0; round < 300; round++)
        {
            var (after, upTo) = (AnyKey(random), AnyKey(random));
            (after, upTo) = after.CompareTo(upTo) < 0 == ascending ? (after, upTo) : (upTo, after);
            var range = new KeyRange(random.Next(1, 5), after, upTo, random.Next(1, 3000), ascending);
            long cutOff = random.Next(2) == 0 ? _store.Store.CutOff : random.Next(20_000);
            var found = new List<EventKey> { default };

            Assert.True(keys.TryRead(range, cutOff, removals, found));

            Assert.Equal(Expected(range, cutOff), found.Skip(1));
        }
    }

    [Fact]
    public async Task TryRead_RemovedSinceOrNotYetInTheFile_GivesNothing()
    {
        await _store.AddAsync(Sample.Event(1, 1), Sample.Event(1, 2), Sample.Event(1, 3));
        await _store.SettleAsync();
        Assert.Equal(3, Count(Open(out var before), before));
        await RemoveAsync("id = 2");

        Assert.Null(Count(Open(out var after), after));

        await _store.AddAsync(Sample.Event(1, 4));
        Assert.Null(Count(Open(out after), after));
        await _store.SettleAsync();
        Assert.Equal(3, Count(Open(out after), after));
    }

    [Fact]
    public async Task TryRead_AsManyRemovedOfAnotherProjectSince_GivesNothing()
    {
        await _store.AddAsync(Sample.Event(1), Sample.Event(2), Sample.Event(1), Sample.Event(2));
        await RemoveAsync("id = 2");
        await _store.AddAsync(Sample.Event(1));
        await _store.SettleAsync();
        Assert.Equal(3, Count(Open(out var removals), removals));

        // The second project is cleared, and its counts with it; then one of the first goes.
        await _store.ExecuteAsync("DELETE FROM removals");
        await RemoveAsync("id = 3");

        Assert.Null(Count(Open(out removals), removals));
    }

    [Fact]
    public async Task TryRead_DamagedFile_NeitherThrowsNorGoesOnForEver()
    {
        var random = new Random(42);
        await _store.AddAsync(Enumerable.Range(0, 5000).Select(number => Sample.Event(random.Next(1, 4), number)));
        await _store.SettleAsync();
        using var connection = _store.Database.OpenReader();
        var shape = _store.Store.FindShape(connection)!;
        var whole = _store.ReadFile();
        var (refused, path) = (0, Path.GetTempFileName());
        for (var round = 0; round < 400; round++)
        {
            var damaged = whole[..];
            for (var count = random.Next(1, 300); count > 0; count--)
            {
                damaged[(random.Next(1, whole.Length / 4096) * 4096) + random.Next(random.Next(2) == 0 ? 16 : 4096)] = (byte)random.Next(256);
            }

            await File.WriteAllBytesAsync(path, damaged);
            using var handle = File.OpenHandle(path);
            var file = new SettledFile(new Lazy<SafeFileHandle>(handle));
            file.Change(() => (long.MaxValue, 0));

            refused += Count(new KeyPages(file, shape), 0) is null ? 1 : 0;
        }

        File.Delete(path);
        Assert.InRange(refused, 100, 400);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static EventKey AnyKey(Random random) => random.Next(5) switch
    {
        0 => new EventKey(long.MinValue, long.MinValue),
        1 => new EventKey(long.MaxValue, long.MaxValue),
        2 => new EventKey(77, random.Next(20_000)),
        _ => new EventKey(random.Next(-3100, 3100), random.Next(20_000)),
    };

    private int? Count(KeyPages keys, long removals)
    {
        var found = new List<EventKey>();
        var range = new KeyRange(1, new EventKey(long.MinValue, 0), new EventKey(long.MaxValue, 0), 10_000, Ascending: true);
        return keys.TryRead(range, _store.Store.CutOff, removals, found) ? found.Count : null;
    }

    private KeyPages Open(out long removals)
    {
        using var connection = _store.Database.OpenReader();
        using var count = new RemovedEvents(connection);
        removals = count.Fingerprint();
        return _store.Store.OpenKeys(_store.Store.FindShape(connection)!);
    }

    private List<EventKey> Expected(KeyRange range, long cutOff)
    {
        using var connection = _store.Database.OpenReader();
        var (beyond, upTo, order) = range.Ascending ? (">", "<=", "ASC") : ("<", ">=", "DESC");
        using var statement = connection.Prepare(
            $"SELECT timestamp, id FROM events WHERE project_id = ?1 AND (timestamp, id) {beyond} (?2, ?3) AND (timestamp, id) {upTo} (?4, ?5) AND id <= ?6 ORDER BY timestamp {order}, id {order} LIMIT ?7");
        statement.Bind(1, range.ProjectId).Bind(2, range.After.Timestamp).Bind(3, range.After.Id).Bind(4, range.UpTo.Timestamp).Bind(5, range.UpTo.Id).Bind(6, cutOff).Bind(7, range.Most);
        var keys = new List<EventKey>();
        while (statement.Step())
        {
            keys.Add(new EventKey(statement.Int64(0), statement.Int64(1)));
        }

        return keys;
    }

    private Task RemoveAsync(string which) => _store.ExecuteAsync($"DELETE FROM events WHERE {which}");
}
