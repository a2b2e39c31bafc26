namespace DataExport.Core.Events;

/// <summary>Times of events are whole microseconds since 1970-01-01T00:00:00Z, the precision of the files and of SDKs.</summary>
public static class Timestamps
{
    /// <summary>Microseconds of the UTC time.</summary>
    public static long ToMicroseconds(DateTime utc) =>
        Math.DivRem(utc.Ticks - DateTime.UnixEpoch.Ticks, TimeSpan.TicksPerMicrosecond, out var rest) - (rest < 0 ? 1 : 0);

    /// <summary>The UTC time of these microseconds.</summary>
    public static DateTime ToDateTime(long microseconds) => DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
