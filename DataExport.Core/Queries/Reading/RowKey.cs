namespace DataExport.Core.Queries.Reading;

/// <summary>A row's place in the total order of raw rows.</summary>
/// <param name="Timestamp">Microseconds since 1970 UTC.</param>
/// <param name="Id">The event's id in the store, unique.</param>
public readonly record struct RowKey(long Timestamp, long Id) : IComparable<RowKey>
{
    /// <inheritdoc/>
    public int CompareTo(RowKey other)
    {
        var byTime = Timestamp.CompareTo(other.Timestamp);
        return byTime != 0 ? byTime : Id.CompareTo(other.Id);
    }
}
