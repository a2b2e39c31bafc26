using DataExport.Core.Events;
using DataExport.Core.Queries.Discover;

namespace DataExport.Core.Queries.Reading;

/// <summary>The period of a query.</summary>
/// <param name="From">Microseconds since 1970 UTC, inclusive; the least number for no bound.</param>
/// <param name="Until">Microseconds since 1970 UTC, exclusive; the greatest number for no bound.</param>
internal readonly record struct TimeRange(long From, long Until)
{
    /// <summary>The period of a query.</summary>
    public static TimeRange Of(DiscoverQuery query) => new(
        query.Start is { } start ? Timestamps.ToMicroseconds(start) : long.MinValue,
        query.End is { } end ? Timestamps.ToMicroseconds(end) : long.MaxValue);

    /// <summary>Whether a time lies within it.</summary>
    public bool Contains(long time) => time >= From && time < Until;
}
