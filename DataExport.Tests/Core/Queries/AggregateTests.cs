using System.Globalization;
using DataExport.Core.Events;
using DataExport.Core.Queries.Discover;

namespace DataExport.Tests.Core.Queries;

/// <summary>Groups and what is computed of them; every expected value was computed by hand.</summary>
public sealed class AggregateTests : IAsyncDisposable
{
    private static readonly DateTime Start = new(2026, 11, 21, 12, 0, 0, DateTimeKind.Utc);
    private readonly TemporaryStore _store = new();

    [Fact]
    public async Task Groups_OfColumns_AreCountedAndInOrder()
    {
        await _store.AddAsync(
            Made(1, EventLevel.Error, "a"), Made(1, EventLevel.Error, "b"), Made(2, EventLevel.Error, "a"), Made(3, EventLevel.Info, null), Made(3, EventLevel.Fatal, "a"));

        Assert.Equal(["error|3", "fatal|1", "info|1"], Rows("", "level", "count()"));
        Assert.Equal(["3|error", "1|info", "1|fatal"], Rows(TemporaryStore.Query("", "count()", "level") with { Sort = ["-count()", "-level"] }));
        Assert.Equal(["-|1", "a|3", "b|1"], Rows(TemporaryStore.Query("", "tags[k]", "count()") with { Sort = ["tags[k]"] }));
        Assert.Equal(["b|1", "a|3", "-|1"], Rows(TemporaryStore.Query("", "tags[k]", "count()") with { Sort = ["-tags[k]"] }));
        Assert.Equal(["a|2|1", "b|1|1"], Rows("level:error", "tags[k]", "count()", "count_unique(level)"));
        Assert.Equal(["back-office|1", "shop|2", "x|2"], Rows(TemporaryStore.Query("", "project", "count()") with { Sort = ["project"] }));
        Assert.Equal(["shop|2", "x|2", "back-office|1"], Rows("", "project", "count()"));
    }

    [Fact]
    public async Task Groups_NoEvents_AreNoneOrOneOfNothing()
    {
        await _store.AddAsync(Made(1, EventLevel.Error, "a"));

        Assert.Empty(Rows("nothing", "level", "count()"));
        Assert.Equal(["0|0|-|-|-|-|-|-|-|-|-"], Rows(
            "nothing", "count()", "count_unique(tags[k])", "sum(tags[n])", "avg(tags[n])", "min(tags[n])", "max(timestamp)", "p50(tags[n])", "any(id)", "any(level)",
            "last_seen()", "equation|10 / count()"));
    }

    [Fact]
    public async Task Numbers_OfTags_LeaveOutWhatIsNone()
    {
        await _store.AddAsync(new[] { "1.10", "2", "-3e1", "x", "12 apples", "", "NaN", "0x10", " 7" }.Select(value => Made(1, EventLevel.Error, "k", value)));

        Assert.Equal(["9|-26.9|-8.966666666666667|-30|2|2"], Rows("", "count()", "sum(tags[n])", "avg(tags[n])", "min(tags[n])", "max(tags[n])", "max(n)"));
        Assert.Equal(["8|1"], Rows("", "count_unique(tags[n])", "count_unique(tags[k])"));
        Assert.Equal([" 7"], Rows("", "any(n)"));
        Assert.Equal(["1.10|1", "2|1"], Rows(TemporaryStore.Query("n:[1.10,2]", "n", "count()") with { Sort = ["n"] }));
    }

    [Fact]
    public async Task Numbers_OfExtraData_AreComputedWith()
    {
        await _store.AddAsync(new[] { "{\"ms\": 5}", "{\"ms\": \"7.5\"}", "{\"ms\": [1]}", "{\"ms\": true}", "{}" }.Select(extra =>
        {
            var made = Made(1, EventLevel.Error, null);
            made.Extra = extra;
            return made;
        }));

        Assert.Equal(["12.5|6.25|4"], Rows("", "sum(extra.ms)", "avg(extra.ms)", "count_unique(extra.ms)"));
    }

    [Fact]
    public async Task Percentiles_AreExactAndContinuous()
    {
        // In PostgreSQL: select percentile_cont(array[0.5, 0.75, 0.95, 0.99, 0, 1, 0.1]) within group (order by n) from unnest(array[40,10,30,20]::float8[]) n;
        await _store.AddAsync(new[] { "40", "10", "30", "20", "none" }.Select(value => Made(1, EventLevel.Error, "four", value)));
        await _store.AddAsync(Made(2, EventLevel.Error, "one", "7"), Made(2, EventLevel.Error, "nothing"));

        Assert.Equal(
            ["four|25|32.5|38.5|39.7|10|40|13", "nothing|-|-|-|-|-|-|-", "one|7|7|7|7|7|7|7"],
            Rows(TemporaryStore.Query("", "tags[k]", "p50(tags[n])", "p75(tags[n])", "p95(tags[n])", "p99(tags[n])", "percentile(tags[n], 0)",
                "percentile(tags[n], 1)", "percentile(tags[n],0.1)") with { Sort = ["tags[k]"] }).Select(Rounded));
        Assert.Equal(["20|7"], Rows("", "p50(n)", "count()"));
        Assert.Equal(["four|5|1", "nothing|1|0", "one|1|1"], Rows(TemporaryStore.Query("", "tags[k]", "count()", "equation|p50(n) / p50(n)")).Select(row => row.Replace("|-", "|0")));
    }

    [Fact]
    public async Task Equations_FollowPrecedence_AndDivideByZeroToNothing()
    {
        await _store.AddAsync(Made(1, EventLevel.Error, "a", "2"), Made(1, EventLevel.Error, "a", "3"), Made(1, EventLevel.Error, "b", "4"));

        Assert.Equal(["7|9|1.5|-|-1|-6|0.5|4.5"], Rows(
            "", "equation|1 + 2 * count()", "equation|(1 + 2) * count()", "equation|count() / count_unique(tags[k])", "equation|1 / (count() - 3)",
            "equation|2-count()", "equation|- -3 * -(count()-1)", "equation|2/count()/2 * 1.5e0", "equation|sum(tags[n]) / 2"));
        Assert.Equal(["b|1|-1", "a|2|-2"], Rows(TemporaryStore.Query("", "tags[k]", "count()", "equation|0 - count()") with { Sort = ["-equation|0 - count()"] }));
    }

    [Fact]
    public async Task Times_AreThoseOfTheGroup()
    {
        await _store.AddAsync(Made(1, EventLevel.Error, "a", offset: 5), Made(2, EventLevel.Error, "a", offset: 3_000_001), Made(1, EventLevel.Error, "b", offset: 59_999_999));

        Assert.Equal(
            ["b|2026-11-21T12:00:59.999999Z|2026-11-21T12:00:59.999999Z|2026-11-21T12:00:59.999999Z", "a|2026-11-21T12:00:00.000005Z|2026-11-21T12:00:03.000001Z|2026-11-21T12:00:03.000001Z"],
            Rows(TemporaryStore.Query("", "tags[k]", "first_seen()", "last_seen()", "max(timestamp)") with { Sort = ["-last_seen()"] }));
        Assert.Equal(["3|0.05|3"], Rows(TemporaryStore.Query("", "count()", "eps()", "epm()") with { Start = Start, End = Start.AddMinutes(1) }));
        Assert.Equal(["0|-"], Rows(TemporaryStore.Query("", "count()", "eps()") with { Start = Start, End = Start }));
    }

    [Fact]
    public async Task Any_OfEachKind_IsTheLeastAsItIsWritten()
    {
        var unhandled = Made(2, EventLevel.Error, "a");
        (unhandled.ErrorType, unhandled.ErrorHandled) = ("E", false);
        await _store.AddAsync(Made(1, EventLevel.Error, "b"), unhandled, Made(1, EventLevel.Error, "b", offset: -1));

        Assert.Equal(
            ["BACK-OFFICE-1|back-office|a|2026-11-21T11:59:59.999999Z|1|false|false"],
            Rows("", "any(issue)", "any(project)", "any(tags[k])", "any(timestamp)", "any(project.id)", "any(error.handled)", "any(error.handled)"));
        Assert.Equal(["SHOP-1|2", "BACK-OFFICE-1|1"], Rows("", "issue", "count()"));
        Assert.Equal(["BACK-OFFICE-1|1", "SHOP-1|2"], Rows(TemporaryStore.Query("", "issue", "count()") with { Sort = ["issue"] }));
    }

    [Fact]
    public async Task Aggregates_OverManySlicesAndOneInstant_MissNothing()
    {
        // More than a slice within one instant, and a few slices around it.
        await _store.AddAsync(Enumerable.Range(0, 230_000).Select(number => Made(1, EventLevel.Error, number % 2 == 0 ? "a" : "b", $"{number}", number is > 20_000 and < 150_000 ? 0 : number)));

        Assert.Equal(["a|115000|114999", "b|115000|115000"], Rows("", "tags[k]", "count()", "p50(n)"));
        Assert.Equal(["230000"], Rows("", "count_unique(n)"));
        Assert.Equal("229999", Rows(TemporaryStore.Query("", "n") with { Sort = ["-timestamp", "n"] })[0]);
        Assert.Equal(230_000, Rows(TemporaryStore.Query("", "n", "level") with { Sort = ["level"] }).Distinct().Count());
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static NewEvent Made(int project, string level, string? key, string? number = null, long offset = 0)
    {
        var made = Sample.Event(project, Sample.Noon + offset, "m");
        made.Level = level;
        made.Tags.AddRange(new[] { KeyValuePair.Create("k", key ?? ""), KeyValuePair.Create("n", number ?? "") });
        return made;
    }

    private static string Rounded(string row) => string.Join('|', row.Split('|').Select(
        cell => double.TryParse(cell, CultureInfo.InvariantCulture, out var number) ? Math.Round(number, 9).ToString(CultureInfo.InvariantCulture) : cell));

    private List<string> Rows(string search, params string[] fields) => Rows(TemporaryStore.Query(search, fields));

    private List<string> Rows(DiscoverQuery query) => [.. _store.Rows(query).Select(row => string.Join('|', row.Select(cell => cell ?? "-")))];
}
