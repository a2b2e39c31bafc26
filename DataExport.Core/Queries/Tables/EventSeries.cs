using DataExport.Core.Events;

namespace DataExport.Core.Queries.Tables;

/// <summary>How many events a query has in each bucket of time.</summary>
/// <param name="Start">The start of the first bucket, microseconds since 1970 UTC, a multiple of the interval.</param>
/// <param name="Interval">The width of a bucket, microseconds.</param>
/// <param name="Counts">The events of each bucket, none left out.</param>
public sealed record EventSeries(long Start, long Interval, IReadOnlyList<long> Counts)
{
    private static readonly long Earliest = Timestamps.ToMicroseconds(DateTime.MinValue);
    private static readonly long Latest = Timestamps.ToMicroseconds(DateTime.MaxValue);

    /// <summary>The end of the last bucket, microseconds since 1970 UTC.</summary>
    public long End => Start + (Counts.Count * Interval);

    /// <summary>All events.</summary>
    public long Total => Counts.Sum();

    /// <summary>The start of a bucket, UTC; the calendar's first or last moment where the bucket reaches beyond it.</summary>
    public DateTime StartOf(int bucket) => Timestamps.ToDateTime(Math.Clamp(Start + (bucket * Interval), Earliest, Latest));
}
