namespace DataExport.Core.Events.Pages;

/// <summary>An event's place in the index by time.</summary>
/// <param name="Timestamp">Microseconds since 1970 UTC.</param>
/// <param name="Id">The event's id.</param>
internal readonly record struct EventKey(long Timestamp, long Id) : IComparable<EventKey>
{
    /// <inheritdoc/>
    public int CompareTo(EventKey other)
    {
        var byTime = Timestamp.CompareTo(other.Timestamp);
        return byTime != 0 ? byTime : Id.CompareTo(other.Id);
    }
}
