using System.IO.Compression;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using CsvHelper;

namespace DataExport.Bench.Speed;

/// <summary>
/// The other ways to the same rows. Most read the product's own store by one SELECT that gives the same texts, in whatever order is
/// cheapest for them, where the product has to sort. Those of the command line run again over a table that holds these texts ready in
/// the file's order, so that nothing has to be looked up, computed or taken out of JSON.
/// </summary>
internal static class Peers
{
    private const string ReadyTable = "SELECT * FROM flat";

    /// <summary>Makes the table of ready texts out of an export, unless an earlier run has.</summary>
    /// <param name="database">The file that it is in.</param>
    /// <param name="csv">A plain export of all rows.</param>
    public static async Task PrepareAsync(string database, string csv)
    {
        if (!File.Exists(database))
        {
            await Peer.Shell("sqlite3", database, "", "sqlite3 -csv \"$DB.new\" \".import '$OUT' flat\" && mv \"$DB.new\" \"$DB\"", "sqlite3").RunAsync(csv);
        }
    }

    /// <summary>The ways that read the product's store.</summary>
    public static IEnumerable<Peer> OfStore(BenchStore store)
    {
        var (database, select) = (store.EventsPath, EventSelect.Of(store.Projects));
        return
        [
            .. CommandLine(database, select, ""),
            Peer.Shell("Python, pages by OFFSET", database, select, $"python3 '{Script("offset.py")}' \"$DB\" \"$SQL\" > \"$OUT\"", "python3"),
            Peer.Shell("Python csv + gzip", database, select, $"python3 '{Script("rows.py")}' \"$DB\" \"$SQL\" > \"$OUT\"", "python3"),
            new Peer("EF Core streaming + CsvHelper", database, [], path => StreamAsync(database, select, path)),
        ];
    }

    /// <summary>The ways of the command line to the events that a condition takes.</summary>
    public static IEnumerable<Peer> OfSearch(BenchStore store, string condition) =>
        CommandLine(store.EventsPath, $"{EventSelect.Of(store.Projects)} WHERE {condition}", "");

    /// <summary>The ways that read the table of ready texts.</summary>
    public static IEnumerable<Peer> OfReadyTable(string database) => CommandLine(database, ReadyTable, ", ready texts");

    private static Peer[] CommandLine(string database, string select, string kind)
    {
        const string csv = "sqlite3 -readonly -csv -header \"$DB\" \"$SQL\"";
        return
        [
            Peer.Shell($"sqlite3 -csv{kind}", database, select, $"{csv} > \"$OUT\"", "sqlite3"),
            Peer.Shell($"sqlite3 -csv \\| gzip -6{kind}", database, select, $"{csv} | gzip -6 > \"$OUT\"", "sqlite3", "gzip"),
            Peer.Shell($"sqlite3 -csv \\| pigz -6 -p2{kind}", database, select, $"{csv} | pigz -6 -p2 > \"$OUT\"", "sqlite3", "pigz"),
        ];
    }

    /// <summary>
    /// The most that the machine can do: the same text in blocks of the same size, deflated on as many threads as there are cores, with
    /// nothing read and nothing written.
    /// </summary>
    public static Peer RawDeflate(byte[] text, int level) => new("raw zlib-ng on all cores", null, [], async _ =>
    {
        const int blockBytes = 1 << 20;
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(() =>
        {
            for (long at; (at = (long)Interlocked.Increment(ref next) * blockBytes) < text.LongLength;)
            {
                using var deflate = new DeflateStream(Stream.Null, new ZLibCompressionOptions { CompressionLevel = level });
                deflate.Write(text, (int)at, (int)Math.Min(blockBytes, text.LongLength - at));
            }
        })));
    });

    private static async Task StreamAsync(string database, string select, string path)
    {
        await using var context = new PeerContext(database, select);
        await using var file = File.Create(path);
        using var csv = CsvWriter.Create(file, new CsvWriterOptions { NewLine = "\r\n" }, leaveOpen: true);
        foreach (var column in PeerRow.Names)
        {
            csv.WriteField(column);
        }

        csv.EndRecord();
        await foreach (var row in context.Rows.AsNoTracking().AsAsyncEnumerable())
        {
            foreach (var cell in row.Cells)
            {
                csv.WriteField(cell);
            }

            csv.EndRecord();
        }

        csv.Flush();
    }

    private static string Script(string name) => Path.Combine(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!, "Speed", name);
}
