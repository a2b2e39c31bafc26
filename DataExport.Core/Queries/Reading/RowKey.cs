namespace DataExport.Core.Queries.Reading;

/// <summary>A row's place in the total order of its query.</summary>
/// <param name="Timestamp">Microseconds since 1970 UTC; 0 for a row of a scratch file.</param>
/// <param name="Id">The event's id in the store, unique; for a row of a scratch file its number there, from 1.</param>
public readonly record struct RowKey(long Timestamp, long Id) : IComparable<RowKey>
{
    /// <inheritdoc/>
    public int CompareTo(RowKey other)
    {
        var byTime = Timestamp.CompareTo(other.Timestamp);
        return byTime != 0 ? byTime : Id.CompareTo(other.Id);
    }
}
