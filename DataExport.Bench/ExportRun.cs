using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Generating;
using DataExport.Core.Exports.Requesting;

namespace DataExport.Bench;

/// <summary>Stores events and exports them through the product's own queue and generator, and says how long each took.</summary>
internal static class ExportRun
{
    /// <summary>Runs it.</summary>
    public static async Task<int> RunAsync(int rows)
    {
        await using var store = await BenchStore.CreateAsync();
        var storing = Stopwatch.StartNew();
        await store.StoreAsync(rows);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"stored   {rows,10:N0} events in {storing.Elapsed.TotalSeconds,7:N2} s"));
        await MeasureAsync(store);
        return 0;
    }

    private static async Task MeasureAsync(BenchStore store)
    {
        using var query = JsonDocument.Parse(
            """{"field": ["id", "timestamp", "project", "level", "title", "message", "user.id", "release", "environment", "transaction", "tags[plan]", "tags[region]"], "query": ""}""");
        var request = new ExportRequest { QueryType = QueryType.Discover, QueryInfo = query.RootElement };
        var accepted = (SubmitResult.Accepted)await store.Get<ExportRequests>().SubmitAsync(store.Access, request, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var watch = Stopwatch.StartNew();
        var exporter = store.Get<Exporter>().RunAsync("bench", stop.Token);
        var export = accepted.Export;
        while (export is { State: ExportState.Queued or ExportState.Generating })
        {
            await Task.Delay(10);
            export = await store.Get<ExportCatalogue>().FindAsync(store.Access, accepted.Export.Id, CancellationToken.None);
        }

        var seconds = watch.Elapsed.TotalSeconds;
        await stop.CancelAsync();
        await exporter.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var artifact = export!.Artifact ?? throw new InvalidOperationException($"The export ended as {export.State}: {export.ErrorMessage}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"exported {artifact.Rows,10:N0} rows   in {seconds,7:N2} s: {artifact.Rows / seconds,9:N0} rows/s, {artifact.ContentBytes / seconds / 1e6:N1} MB/s of text, {artifact.ContentBytes / 1e6:N1} MB to {artifact.StoredBytes / 1e6:N1} MB"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak resident memory of the process: {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:N0} MiB"));
    }
}
