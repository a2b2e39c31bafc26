using System.IO.Compression;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using CsvHelper;

namespace DataExport.Bench.Speed;

/// <summary>
/// The other ways. They read a table of their own that holds the texts of the file, ready and in its order, so that none has to look
/// anything up, sort, or take JSON apart, as the product has to.
/// </summary>
internal static class Peers
{
    private const string Select = "SELECT * FROM flat";

    /// <summary>Copies what an export holds into the table of the peers, unless an earlier run has.</summary>
    /// <param name="database">The peers' database.</param>
    /// <param name="csv">A plain export of all rows.</param>
    public static async Task PrepareAsync(string database, string csv)
    {
        if (!File.Exists(database))
        {
            await Peer.Shell("sqlite3", database, "sqlite3 -csv \"$DB.new\" \".import '$OUT' flat\" && mv \"$DB.new\" \"$DB\"", "sqlite3").RunAsync(csv);
        }
    }

    /// <summary>All of them, the ways to plain text first.</summary>
    public static IReadOnlyList<Peer> All(string database) =>
    [
        Peer.Shell("sqlite3 -csv", database, $"sqlite3 -csv -header \"$DB\" '{Select}' > \"$OUT\"", "sqlite3"),
        Peer.Shell("Python, pages by OFFSET", database, $"python3 '{Script("offset.py")}' \"$DB\" > \"$OUT\"", "python3"),
        new Peer("EF Core streaming + CsvHelper", [], path => StreamAsync(database, path)),
        Peer.Shell("sqlite3 -csv | gzip -6", database, $"sqlite3 -csv -header \"$DB\" '{Select}' | gzip -6 > \"$OUT\"", "sqlite3", "gzip"),
        Peer.Shell("sqlite3 -csv | pigz -6 -p2", database, $"sqlite3 -csv -header \"$DB\" '{Select}' | pigz -6 -p2 > \"$OUT\"", "sqlite3", "pigz"),
        Peer.Shell("Python csv + gzip", database, $"python3 '{Script("rows.py")}' \"$DB\" > \"$OUT\"", "python3"),
    ];

    /// <summary>
    /// The most that the machine can do: the same text in blocks of the same size, deflated on as many threads as there are cores, with
    /// nothing read and nothing written.
    /// </summary>
    public static Peer RawDeflate(byte[] text, int level) => new("raw zlib-ng on all cores", [], async _ =>
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

    private static async Task StreamAsync(string database, string path)
    {
        await using var context = new FlatContext(database);
        await using var file = File.Create(path);
        using var csv = CsvWriter.Create(file, new CsvWriterOptions { NewLine = "\r\n" }, leaveOpen: true);
        foreach (var column in FlatRow.Names)
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
