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

    /// <summary>From where to go on beyond a time: from there, or from the edge of the period where that is still to come.</summary>
    public long Beyond(long time, bool ascending) => !ascending ? Math.Min(time, Until) : From == long.MinValue ? time : Math.Max(time, From - 1);

    /// <summary>How far to go when it is no further than to a time: to there, or to the last time of the period where that comes first.</summary>
    public long UpTo(long time, bool ascending) => !ascending ? Math.Max(time, From) : Until == long.MaxValue ? time : Math.Min(time, Until - 1);
}
