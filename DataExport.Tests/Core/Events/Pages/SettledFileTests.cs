using System.Diagnostics;
using System.Text;
using DataExport.Core.Events.Pages;
using DataExport.Tests.Support;
using Microsoft.Win32.SafeHandles;

namespace DataExport.Tests.Core.Events.Pages;

/// <summary>What is read by pages while the file changes is of one whole database, or is not given.</summary>
public sealed class SettledFileTests : IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    [Fact]
    public async Task TryRead_EventThatIsInTheLogOnly_GivesNothing()
    {
        await _store.AddAsync(Sample.Event());
        await _store.SettleAsync();
        await _store.AddAsync(Sample.Event());

        Assert.False(_store.TryReadPages(1, 2));
        Assert.True(_store.TryReadPages(1));
        await _store.SettleAsync();
        Assert.True(_store.TryReadPages(1, 2));
    }

    [Fact]
    public async Task TryRead_CheckpointOfAPart_GivesNothingUntilOneOfAll()
    {
        await _store.AddAsync(Sample.Event(), Sample.Event());
        await _store.SettleAsync();
        using (var pinned = _store.Database.OpenReader())
        {
            pinned.Execute("BEGIN; SELECT count(*) FROM events");
            await _store.AddAsync(Sample.Event());
            _store.Store.Writer.Settle();
            await _store.AddAsync(Sample.Event());

            Assert.False(_store.TryReadPages(1));
            Assert.Equal(-1, _store.Database.Settled.SettledId);
        }

        await _store.SettleAsync();
        Assert.True(_store.TryReadPages(1, 2, 3, 4));
    }

    [Fact]
    public async Task Reader_InTheMidstOfManyRows_HoldsNoCheckpointUp()
    {
        await _store.SettleAsync();
        await _store.AddAsync(Enumerable.Range(0, 3000).Select(number => Sample.Event(1, Sample.Noon + number)));
        using var reader = _store.Open(TemporaryStore.Query("", "id", "issue"));
        void Read(int rows)
        {
            for (var row = 0; row < rows; row++)
            {
                Assert.True(reader.Read());
            }
        }

        // The first rows come by statements, for nothing is in the file yet, the later ones out of pages; but for some that are asked for just
        // while a checkpoint runs.
        Task GoOnUntilSettledAsync() => Eventually.TrueAsync(
            () =>
            {
                Read(10);
                return _store.TrySettleAsync();
            },
            "all events are in the file itself");
        await GoOnUntilSettledAsync();
        Read(300);
        await _store.AddAsync(Sample.Event());
        await GoOnUntilSettledAsync();
    }

    [Fact]
    public async Task TryRead_CheckpointInTheMidstOfIt_GivesNothing()
    {
        await _store.AddAsync(Sample.Event());
        await _store.SettleAsync();
        using var connection = _store.Database.OpenReader();
        var (shape, path) = (_store.Store.FindShape(connection)!, Path.GetTempFileName());
        await File.WriteAllBytesAsync(path, _store.ReadFile());
        using var handle = File.OpenHandle(path);
        SettledFile? file = null;
        file = new SettledFile(new Lazy<SafeFileHandle>(() =>
        {
            // It is asked for the file once it has begun.
            file!.Change(() => (1, 0));
            return handle;
        }));
        file.Change(() => (1, 0));
        var pages = new EventPages(file, shape, [["message"]]);

        Assert.False(pages.TryRead([1], [0], pages.CreateRows()));
        Assert.True(pages.TryRead([1], [0], pages.CreateRows()));
        file.Change(() =>
        {
            Assert.False(pages.TryRead([1], [0], pages.CreateRows()));
            return (1, 0);
        });
        Assert.Throws<IOException>(() => file.Change(() => throw new IOException("The disk is full.")));
        Assert.False(pages.TryRead([1], [0], pages.CreateRows()));
        file.Change(() => (1, 0));
        Assert.True(pages.TryRead([1], [0], pages.CreateRows()));
        File.Delete(path);
    }

    [Fact]
    public async Task TryRead_WhileEventsComeAndGoAndCheckpointsRun_GivesWholeEventsOnly()
    {
        // Each tells by its text which one it is. Removing the others in between has pages rewritten, merged and used again.
        static string Text(long id) => string.Concat(Enumerable.Repeat($"{id} ", 1 + (int)(id * 31 % 97)));
        long last = 0;
        async Task AddAsync(int count) => await _store.AddAsync(Enumerable.Range(0, count).Select(_ => Sample.Event(message: Text(++last))));
        await AddAsync(5000);
        await _store.ExecuteAsync("DELETE FROM events WHERE id % 2 = 0 AND id < 3000");
        await _store.SettleAsync();
        using var ended = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var round = 0; !ended.IsCancellationRequested; round++)
            {
                await AddAsync(200);
                await _store.ExecuteAsync($"DELETE FROM events WHERE id % 2 = 0 AND id BETWEEN {3000 + (round * 50)} AND {3100 + (round * 50)}");
                _store.Store.Writer.Settle();
            }
        });

        using var connection = _store.Database.OpenReader();
        var pages = _store.OpenPages(connection, [["message"]]);
        var (rows, random, given, watch) = (pages.CreateRows(), new Random(13), 0, Stopwatch.StartNew());
        while (given < 2000 && !writing.IsCompleted && watch.Elapsed < Eventually.Deadline)
        {
            long[] ids = [.. Enumerable.Range(0, 100).Select(_ => 1 + (2L * random.Next(2500))).Distinct().Order()];
            if (!pages.TryRead(ids, [.. Enumerable.Range(0, ids.Length)], rows))
            {
                continue;
            }

            given++;
            for (var index = 0; index < ids.Length; index++)
            {
                rows.GoTo(index);
                Assert.Equal(Text(ids[index]), Encoding.UTF8.GetString(rows.Bytes(0)));
            }
        }

        await ended.CancelAsync();
        await writing.WaitAsync(Eventually.Deadline);
        Assert.Equal(2000, given);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
