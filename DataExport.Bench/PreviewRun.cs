using System.Diagnostics;
using System.Text.Json;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Previewing;
using DataExport.Core.Exports.Requesting;
using DataExport.Core.Queries;
using DataExport.Core.Queries.Discover;
using DataExport.Core.Queries.Reading;
using DataExport.Core.Queries.Tables;

namespace DataExport.Bench;

/// <summary>Stores events and says how long previews, pages and counts of them take, and how far estimates are off.</summary>
internal static class PreviewRun
{
    private static readonly string[] Queries =
    [
        """{"field": ["id", "timestamp", "title"], "query": ""}""",
        """{"field": ["id", "timestamp", "title"], "query": "level:fatal"}""",
        """{"field": ["id", "timestamp", "title"], "query": "checkout"}""",
        """{"field": ["id", "timestamp", "title"], "query": "tags[region]:eu*"}""",
        """{"field": ["id", "timestamp", "title"], "query": "this-is-in-no-event"}""",
        """{"field": ["id", "timestamp", "title"], "query": "", "sort": "title"}""",
        """{"field": ["level", "count()"], "query": ""}""",
    ];

    /// <summary>Runs it.</summary>
    public static async Task<int> RunAsync(int rows)
    {
        await using var store = await BenchStore.CreateAsync();
        await store.StoreAsync(rows);
        foreach (var text in Queries)
        {
            Console.WriteLine(text);
            await MeasureAsync(store, JsonElement.Parse(text));
        }

        return 0;
    }

    private static async Task MeasureAsync(BenchStore store, JsonElement info)
    {
        var query = (DiscoverQuery)((QueryResult.Valid)store.Get<DiscoverNormaliser>().Normalise(store.Access, info)).Query;
        var slugs = store.Projects.ToDictionary(project => project.Value, project => project.Key);
        var (tables, counts, runner) = (store.Get<EventTables>(), store.Get<EventCounts>(), store.Get<QueryRunner>());
        await TimeAsync("preview", async () =>
        {
            var request = new ExportRequest { QueryType = QueryType.Discover, QueryInfo = info };
            var preview = ((PreviewResult.Ready)await store.Get<ExportPreviews>().PreviewAsync(store.Access, request, CancellationToken.None)).Preview;
            return FormattableString.Invariant($"{preview.Rows.Count} rows{(preview.RowsAreComplete ? "" : ", not complete")}; {preview.Expected.Rows:N0} expected, {(preview.Expected.IsExact ? "exact" : "estimated")}");
        });
        await TimeAsync("page", async () => await tables.ReadAsync(query, slugs, tables.Start, 50, CancellationToken.None) is { } page
            ? FormattableString.Invariant($"{page.Rows.Count} rows")
            : "none in time");
        await TimeAsync("counts", async () => await counts.CountAsync(query, slugs, interval: null, CancellationToken.None) is SeriesResult.Ready(var series)
            ? FormattableString.Invariant($"{series.Total:N0} events")
            : "none in time");
        await TimeAsync("count", () => Task.FromResult(
            FormattableString.Invariant($"{runner.Count(query, new QueryBounds(tables.Start.CutOff, slugs), CancellationToken.None):N0} rows")));
    }

    private static async Task TimeAsync(string what, Func<Task<string>> run)
    {
        var watch = Stopwatch.StartNew();
        var found = await run();
        Console.WriteLine(FormattableString.Invariant($"  {what,-8}{watch.Elapsed.TotalSeconds,7:N2} s: {found}"));
    }
}
