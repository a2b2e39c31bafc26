using DataExport.Core.Queries.Tables;

namespace DataExport.Web.Api.Events;

/// <summary>Counts over time as JSON, in the shape of the reference system: <c>{"data": [[epoch, [{"count": n}]], …], "start", "end"}</c>.</summary>
/// <param name="Data">For each bucket its start and its count.</param>
/// <param name="Start">The start of the first bucket, seconds since 1970 UTC.</param>
/// <param name="End">The end of the last bucket, seconds since 1970 UTC.</param>
public sealed record EventSeriesJson(IReadOnlyList<object[]> Data, long Start, long End)
{
    private const long MicrosecondsInSecond = 1_000_000;

    /// <summary>Makes it from the counts.</summary>
    public static EventSeriesJson From(EventSeries series) => new(
        [.. series.Counts.Select((count, bucket) => new object[]
        {
            (series.Start + (bucket * series.Interval)) / MicrosecondsInSecond, new EventCountJson[] { new(count) },
        })],
        series.Start / MicrosecondsInSecond,
        series.End / MicrosecondsInSecond);
}
