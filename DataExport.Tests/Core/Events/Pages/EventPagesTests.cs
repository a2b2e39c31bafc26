using System.Text;
using DataExport.Core.Database.Sqlite;
using DataExport.Core.Events;
using DataExport.Core.Events.Pages;
using Microsoft.Win32.SafeHandles;

namespace DataExport.Tests.Core.Events.Pages;

/// <summary>Events read out of the pages of their table are what SQLite reads, or are not given.</summary>
public sealed class EventPagesTests : IAsyncDisposable
{
    private const int Most = 50;
    private static readonly int[] Lengths = [0, 1, 5, 57, 58, 63, 64, 127, 128, 480, 489, 490, 3000, 4060, 4061, 4062, 8191, 20_000];
    private readonly TemporaryStore _store = new();

    [Fact]
    public async Task TryRead_EventsOfAllKinds_GivesWhatSqliteGives()
    {
        var random = new Random(11);
        for (var batch = 0; batch < 30; batch++)
        {
            await _store.AddAsync(Enumerable.Range(0, 100).Select(_ => AnyEvent(random)));
        }

        // Every length about which part of a record goes to other pages.
        await _store.AddAsync(Enumerable.Range(3700, 600).Select(length =>
        {
            var made = Sample.Event();
            made.Payload = $"\"{new string('p', length)}\"";
            return made;
        }));
        await _store.ExecuteAsync("DELETE FROM events WHERE id % 7 = 3 AND id < 2900 OR id BETWEEN 1000 AND 1200");
        await _store.AddAsync(AnyEvent(random));
        await _store.SettleAsync();
        using var connection = _store.Database.OpenReader();
        string[] columns = [.. Columns(connection)];
        var pages = _store.OpenPages(connection, [.. columns.Select(column => (string[])[column])]);
        var rows = pages.CreateRows();
        foreach (var ids in Ids(connection).Chunk(Most))
        {
            Assert.True(pages.TryRead(ids, [.. Enumerable.Range(0, ids.Length)], rows));
            AssertSame(connection, columns, ids, rows);
        }
    }

    [Fact]
    public async Task TryRead_SomeOfManyIds_PutsEachIntoItsRow()
    {
        var random = new Random(12);
        await _store.AddAsync(Enumerable.Range(0, 20_000).Select(number => Sample.Event(message: $"{number} {new string('x', random.Next(300))}")));
        await _store.SettleAsync();
        using var connection = _store.Database.OpenReader();
        var pages = _store.OpenPages(connection, [["message"]]);
        var rows = pages.CreateRows();
        for (var round = 0; round < 100; round++)
        {
            long[] ids = [.. Enumerable.Range(0, 40).Select(_ => (long)random.Next(1, 20_001)).Distinct().Order()];
            int[] places = [.. Enumerable.Range(0, ids.Length)];
            random.Shuffle(places);

            Assert.True(pages.TryRead(ids, places, rows));

            for (var index = 0; index < ids.Length; index++)
            {
                rows.GoTo(places[index]);
                Assert.StartsWith($"{ids[index] - 1} ", Encoding.UTF8.GetString(rows.Bytes(0)), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task TryRead_ColumnOfSeveral_TakesTheFirstThatIsSet()
    {
        var (ip, mail, none) = (Sample.Event(), Sample.Event(), Sample.Event());
        ip.UserIp = "192.0.2.1";
        (mail.UserIp, mail.UserEmail) = ("192.0.2.1", "a@example.com");
        await _store.AddAsync(ip, mail, none);
        await _store.SettleAsync();
        using var connection = _store.Database.OpenReader();
        var pages = _store.OpenPages(connection, [["user_id", "user_email", "user_username", "user_ip"], ["user_ip"], ["user_email"]]);
        var rows = pages.CreateRows();

        Assert.True(pages.TryRead([1, 2, 3], [0, 1, 2], rows));

        Assert.Equal([["192.0.2.1", "192.0.2.1", null], ["a@example.com", "192.0.2.1", "a@example.com"], [null, null, null]], Enumerable.Range(0, 3).Select(row => Texts(rows, row)));
    }

    [Fact]
    public async Task TryRead_EventThatIsNotThere_GivesNothing()
    {
        await _store.AddAsync(Sample.Event(), Sample.Event());
        await _store.ExecuteAsync("DELETE FROM events WHERE id = 2");
        await _store.AddAsync(Sample.Event());
        await _store.SettleAsync();

        Assert.False(_store.TryReadPages(1, 2, 3));
        Assert.False(_store.TryReadPages(1, 4));
        Assert.True(_store.TryReadPages(1, 3));
    }

    [Fact]
    public async Task TryRead_DamagedFile_NeitherThrowsNorGoesOnForEver()
    {
        var random = new Random(14);
        await _store.AddAsync(Enumerable.Range(0, 300).Select(_ => AnyEvent(random)));
        await _store.SettleAsync();
        using var connection = _store.Database.OpenReader();
        string[] columns = [.. Columns(connection)];
        long[] ids = [.. Ids(connection)];
        var whole = _store.ReadFile();
        var (refused, path) = (0, Path.GetTempFileName());
        for (var round = 0; round < 400; round++)
        {
            await File.WriteAllBytesAsync(path, Damage(whole, random));
            using var handle = File.OpenHandle(path);
            var file = new SettledFile(new Lazy<SafeFileHandle>(handle));
            file.Change(() => (long.MaxValue, 0));
            var pages = new EventPages(file, _store.Store.FindShape(connection)!, [.. columns.Select(column => (string[])[column])]);
            var from = random.Next(ids.Length - Most);

            refused += pages.TryRead(ids.AsSpan(from, Most), [.. Enumerable.Range(0, Most)], pages.CreateRows()) ? 0 : 1;
        }

        File.Delete(path);
        Assert.InRange(refused, 100, 400);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    /// <summary>Fills some places with noise: mostly in the beginnings of pages, where what is believed least stands.</summary>
    private static byte[] Damage(byte[] whole, Random random)
    {
        var damaged = whole[..];
        for (var count = random.Next(1, 100); count > 0; count--)
        {
            var page = random.Next(1, whole.Length / 4096) * 4096;
            damaged[page + random.Next(random.Next(2) == 0 ? 16 : 4096)] = (byte)random.Next(256);
        }

        return damaged;
    }

    private static NewEvent AnyEvent(Random random)
    {
        string? Any() => random.Next(3) == 0 ? null : Text(random, random.Next(4) == 0 ? Lengths[random.Next(Lengths.Length)] : random.Next(60));
        var made = Sample.Event(random.Next(1, 4), random.NextInt64(-5_000_000_000, 5_000_000_000) << random.Next(20), Any());
        (made.Culprit, made.Logger, made.Platform, made.Release, made.Transaction, made.ServerName) = (Any(), Any(), Any(), Any(), Any(), Any());
        (made.ErrorType, made.ErrorValue, made.ErrorHandled) = (Any(), Any(), random.Next(3) switch { 0 => null, 1 => false, _ => true });
        (made.UserId, made.UserEmail, made.UserName, made.UserIp, made.HttpUrl) = (Any(), Any(), Any(), Any(), Any());
        made.Tags.Add(new KeyValuePair<string, string>("k", Any() ?? ""));
        made.Payload = random.Next(2) == 0 ? null : $"\"{new string('p', Lengths[random.Next(Lengths.Length)])}\"";
        return made;
    }

    private static string Text(Random random, int length) => string.Create(length, random, static (text, random) =>
    {
        for (var index = 0; index < text.Length; index++)
        {
            text[index] = random.Next(20) == 0 ? 'é' : (char)random.Next('a', 'z');
        }
    });

    private static IEnumerable<string> Columns(SqliteConnectionHandle connection)
    {
        using var names = connection.Prepare("SELECT name FROM pragma_table_info('events') WHERE name <> 'id'");
        while (names.Step())
        {
            yield return names.Text(0)!;
        }
    }

    private static IEnumerable<long> Ids(SqliteConnectionHandle connection)
    {
        using var ids = connection.Prepare("SELECT id FROM events ORDER BY id");
        while (ids.Step())
        {
            yield return ids.Int64(0);
        }
    }

    private static void AssertSame(SqliteConnectionHandle connection, string[] columns, long[] ids, StoredRows rows)
    {
        using var expected = connection.Prepare($"SELECT {string.Join(", ", columns.Select(column => $"\"{column}\""))} FROM events WHERE id = ?");
        for (var row = 0; row < ids.Length; row++)
        {
            rows.GoTo(row);
            Assert.True(expected.Bind(1, ids[row]).Step());
            for (var column = 0; column < columns.Length; column++)
            {
                Assert.Equal(expected.IsNull(column), rows.IsNull(column));
                if (columns[column].EndsWith("_id", StringComparison.Ordinal) && columns[column] is not ("event_id" or "user_id")
                    || columns[column] is "timestamp" or "received" or "error_handled")
                {
                    Assert.Equal(expected.Int64(column), rows.Int64(column));
                }
                else
                {
                    Assert.Equal(expected.Bytes(column), rows.Bytes(column));
                }
            }

            expected.Reset();
        }
    }

    private static string?[] Texts(StoredRows rows, int row)
    {
        rows.GoTo(row);
        return [.. Enumerable.Range(0, 3).Select(column => rows.IsNull(column) ? null : Encoding.UTF8.GetString(rows.Bytes(column)))];
    }
}
