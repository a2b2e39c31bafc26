using System.Diagnostics;
using System.Text.Json;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Generating;
using DataExport.Core.Exports.Requesting;

namespace DataExport.Bench.Speed;

/// <summary>What one export took, from the request to the state Completed, through the product's own queue and generator.</summary>
/// <param name="Seconds">Time by the clock.</param>
/// <param name="ProcessorSeconds">Processor time of the process, all threads.</param>
/// <param name="AllocatedBytes">Bytes allocated on the managed heap.</param>
/// <param name="Artifact">The file.</param>
/// <param name="Path">Where it is.</param>
internal sealed record MeasuredExport(double Seconds, double ProcessorSeconds, long AllocatedBytes, Artifact Artifact, string Path)
{
    /// <summary>The columns that the product and its peers write: twelve, two of them tags.</summary>
    public static readonly string[] Columns =
    [
        "id", "timestamp", "project", "level", "title", "message", "user.id", "release", "environment", "transaction", "tags[plan]", "tags[region]",
    ];

    /// <summary>Removes the file, of which there is room for a few only; what the run took.</summary>
    public Turn RemoveFile()
    {
        File.Delete(Path);
        return new Turn(Seconds, Artifact.StoredBytes);
    }

    /// <summary>Runs one export of the newest rows.</summary>
    /// <param name="store">The store.</param>
    /// <param name="compressed">Whether the file is gzip.</param>
    /// <param name="days">How many days, counted back from the last event; null for all.</param>
    /// <param name="search">Which of them.</param>
    public static async Task<MeasuredExport> RunAsync(BenchStore store, bool compressed, double? days = null, string search = "")
    {
        using var query = JsonDocument.Parse(JsonSerializer.Serialize(Query(days, search)));
        var request = new ExportRequest
        {
            QueryType = QueryType.Discover, QueryInfo = query.RootElement, Options = new ExportOptions { Compression = compressed ? "gzip" : "none" },
        };
        using var stop = new CancellationTokenSource();
        var exporter = store.Get<Exporter>().RunAsync("bench", stop.Token);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var processor = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var accepted = (SubmitResult.Accepted)await store.Get<ExportRequests>().SubmitAsync(store.Access, request, CancellationToken.None);
        var export = await store.WaitForAsync(accepted.Export.Id);
        var seconds = watch.Elapsed.TotalSeconds;
        processor = Environment.CpuUsage.TotalTime - processor;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        await stop.CancelAsync();
        await exporter.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var artifact = export.Artifact ?? throw new InvalidOperationException($"The export ended as {export.State}: {export.ErrorMessage}");
        return new MeasuredExport(seconds, processor.TotalSeconds, allocated, artifact, store.PathOf(artifact));
    }

    private static Dictionary<string, object> Query(double? days, string search)
    {
        var query = new Dictionary<string, object> { ["field"] = Columns, ["query"] = search };
        if (days is not null)
        {
            query["start"] = BenchStore.End.AddDays(-days.Value).ToString("O");
            query["end"] = BenchStore.End.AddDays(1).ToString("O");
        }

        return query;
    }
}
