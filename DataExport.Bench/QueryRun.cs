using System.Diagnostics;
using System.Globalization;
using DataExport.Core.Events;
using DataExport.Core.Queries;
using DataExport.Core.Queries.Discover;
using DataExport.Core.Queries.Fields;
using DataExport.Core.Queries.IssuesByTag;
using DataExport.Core.Queries.Reading;

namespace DataExport.Bench;

/// <summary>Stores events, a hundred thousand of them of one issue, and says how long queries take to their first row and to their last.</summary>
internal static class QueryRun
{
    private const int EventsOfIssue = 100_000;
    private const string Fingerprint = "the large issue";

    /// <summary>Runs it.</summary>
    public static async Task<int> RunAsync(int rows)
    {
        await using var store = await BenchStore.CreateAsync();
        var every = Math.Max(1, rows / EventsOfIssue / store.Projects.Count);
        var project = store.Projects.Values.Min();
        var left = EventsOfIssue;
        var storing = Stopwatch.StartNew();
        await store.StoreAsync(rows, (made, number) =>
        {
            if (made.ProjectId == project && left > 0 && number % every == 0)
            {
                (made.Fingerprint, left) = (Fingerprint, left - 1);
            }

            made.Tags.Add(KeyValuePair.Create("duration", (number % 7919 * 0.25).ToString(CultureInfo.InvariantCulture)));
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"stored {rows:N0} events in {storing.Elapsed.TotalSeconds:N2} s, {EventsOfIssue - left:N0} of them in one issue"));
        await store.WaitForCountsAsync();
        Measure(store, project);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak resident memory of the process: {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:N0} MiB"));
        return 0;
    }

    private static void Measure(BenchStore store, int project)
    {
        Measure(store, "plain, newest first", Discover(store, "", "id", "timestamp", "title", "level"));
        Measure(store, "count by level", Discover(store, "", "level", "count()"));
        foreach (var key in new[] { "plan", IssuesByTagQuery.User })
        {
            Measure(store, $"issue by tag, {key}", new IssuesByTagQuery { Project = project, Group = LargeIssue(store), Key = key });
        }

        Measure(store, "count by transaction", Discover(store, "", "transaction", "count()"));
        Measure(store, "count, users, last seen by release", Discover(store, "", "release", "count()", "count_unique(user)", "last_seen()"));
        Measure(store, "p50, p95 by transaction", Discover(store, "", "transaction", "p50(duration)", "p95(duration)"));
        Measure(store, "sorted by title", Discover(store, "", "id", "timestamp", "title", "level") with { Sort = ["title"] });
        Measure(store, "sorted by title, first 20", Discover(store, "", "id", "timestamp", "title", "level") with { Sort = ["title"] }, most: 20);
    }

    private static DiscoverQuery Discover(BenchStore store, string search, params string[] fields) => new()
    {
        Field = fields, Query = search, Project = [.. store.Projects.Values.Order()], Sort = [new FieldList(fields).DefaultSort],
    };

    private static long LargeIssue(BenchStore store)
    {
        using var connection = store.Get<EventStore>().OpenReader();
        using var issue = connection.Prepare("SELECT id FROM issues ORDER BY times_seen DESC LIMIT 1");
        issue.Step();
        return issue.Int64(0);
    }

    private static void Measure(BenchStore store, string name, FrozenQuery query, long? most = null)
    {
        var bounds = new QueryBounds(store.Get<EventStore>().CutOff, store.Projects.ToDictionary(project => project.Value, project => project.Key), most);
        var watch = Stopwatch.StartNew();
        using var reader = store.Get<QueryRunner>().Read(query, bounds, TimeZoneInfo.Utc, after: null, CancellationToken.None);
        var rows = reader.Read() ? 1L : 0;
        var first = watch.Elapsed.TotalSeconds;
        while (reader.Read())
        {
            rows++;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-36} first row {first,7:N3} s, all {rows,9:N0} rows {watch.Elapsed.TotalSeconds,7:N3} s"));
    }
}
