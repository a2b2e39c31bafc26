namespace DataExport.Web.Workers.Sweeps;

/// <summary>
/// A clock that reads the time once and goes on from there by the monotonic one. The sweeps follow it, because a schedule on
/// the wall clock would stand still for an hour when that is put back by one.
/// </summary>
internal sealed class SteadyClock(TimeProvider clock) : TimeProvider
{
    private readonly DateTimeOffset _first = clock.GetUtcNow();
    private readonly long _started = clock.GetTimestamp();

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _first + clock.GetElapsedTime(_started);

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}
