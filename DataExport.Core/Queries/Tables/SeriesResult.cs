namespace DataExport.Core.Queries.Tables;

/// <summary>What became of a wish for counts over time.</summary>
public abstract record SeriesResult
{
    private SeriesResult()
    {
    }

    /// <summary>Here they are.</summary>
    public sealed record Ready(EventSeries Series) : SeriesResult;

    /// <summary>The interval is too short for the period: there would be more buckets than <see cref="EventCounts.MostBuckets"/>.</summary>
    public sealed record TooManyBuckets : SeriesResult;

    /// <summary>Counting takes longer than <see cref="EventTables.ReadingTime"/>.</summary>
    public sealed record TimedOut : SeriesResult;
}
