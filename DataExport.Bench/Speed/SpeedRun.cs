using System.Diagnostics;
using System.Globalization;
using DataExport.Core.Exports;

namespace DataExport.Bench.Speed;

/// <summary>
/// The product's exporter and its peers on the same rows, in turn: each round runs each once, so that what else goes on on the machine
/// falls on all of them; and each finds what it reads in memory. Prints medians and ratios.
/// </summary>
internal static class SpeedRun
{
    /// <summary>Runs it.</summary>
    /// <param name="rows">How many events there are.</param>
    /// <param name="folder">Where they are, and stay for the next run.</param>
    /// <param name="rounds">How many rounds.</param>
    public static async Task<int> RunAsync(int rows, string folder, int rounds)
    {
        await using var store = await BenchStore.CreateAsync(folder);
        await store.StoreOnceAsync(rows);
        var database = Path.Combine(folder, "peers.db");
        var plain = await MeasuredExport.RunAsync(store, compressed: false);
        var gzip = await MeasuredExport.RunAsync(store, compressed: true);
        await Peers.PrepareAsync(database, plain.Path);
        var text = await File.ReadAllBytesAsync(plain.Path);
        Print($"{rows:N0} rows of {MeasuredExport.Columns.Length} columns: {plain.Artifact.StoredBytes / 1e6:N0} MB of CSV, {gzip.Artifact.StoredBytes / 1e6:N1} MB as gzip; {Environment.ProcessorCount} cores");
        List<Peer> peers = [.. Peers.OfStore(store), .. Peers.OfReadyTable(database), Peers.RawDeflate(text, new ExportSettings().CompressionLevel)];
        NameMissing(peers);

        var turns = new SpeedTable();
        for (var round = 0; round < rounds; round++)
        {
            await RoundAsync(turns, store, peers, Path.Combine(folder, "peer.out"));
        }

        turns.Print();
        return 0;
    }

    /// <summary>Runs searches that take many of the events, some and few, each against <c>sqlite3</c> with the same condition.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public static async Task<int> SearchAsync(int rows, string folder, int rounds)
    {
        await using var store = await BenchStore.CreateAsync(folder);
        await store.StoreOnceAsync(rows);

        // What the runtime does once, and the first checkpoint, is the server's.
        await ExportAsync(store, compressed: true, search: "");
        foreach (var (search, condition) in EventSelect.Searches)
        {
            var turns = new SpeedTable();
            List<Peer> peers = [.. Peers.OfSearch(store, condition)];
            NameMissing(peers);
            for (var round = 0; round < rounds; round++)
            {
                await RoundAsync(turns, store, peers, Path.Combine(folder, "peer.out"), search);
            }

            Print($"\n{search}\n");
            turns.Print();
        }

        return 0;
    }

    private static void NameMissing(List<Peer> peers)
    {
        foreach (var peer in peers.Where(peer => peer.Missing is not null))
        {
            Print($"left out: {peer.Name}, because {peer.Missing} is not installed");
        }
    }

    private static async Task RoundAsync(SpeedTable turns, BenchStore store, List<Peer> peers, string path, string search = "")
    {
        turns.Add(SpeedTable.Plain, await ExportAsync(store, compressed: false, search));
        turns.Add(SpeedTable.Gzip, await ExportAsync(store, compressed: true, search));
        foreach (var peer in peers.Where(peer => peer.Missing is null))
        {
            turns.Add(peer.Name, await MeasureAsync(peer, path));
        }
    }

    private static async Task<Turn> ExportAsync(BenchStore store, bool compressed, string search)
    {
        await BringToMemoryAsync(store.EventsPath);
        return (await MeasuredExport.RunAsync(store, compressed, search: search)).RemoveFile();
    }

    private static async Task<Turn> MeasureAsync(Peer peer, string path)
    {
        await BringToMemoryAsync(peer.Database);
        var watch = Stopwatch.StartNew();
        await peer.RunAsync(path);
        var seconds = watch.Elapsed.TotalSeconds;
        var bytes = File.Exists(path) ? new FileInfo(path).Length : 0;
        File.Delete(path);
        return new Turn(seconds, bytes);
    }

    // So that no turn gains or loses by what the one before has brought to memory. By a program of its own, because closing the file here
    // would take away the locks that this process's SQLite has on it.
    private static async Task BringToMemoryAsync(string? path)
    {
        if (path is not null)
        {
            await Peer.Shell("cat", path, "", "cat \"$DB\" > \"$OUT\"", "cat").RunAsync("/dev/null");
        }
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
