namespace DataExport.Tests.Core.Exports;

/// <summary>
/// A wall clock and a monotonic one that are moved by hand, and apart: the wall clock can leap. Timers follow the monotonic
/// one, and can be held back, as in a process that is suspended.
/// </summary>
internal sealed class LeapingClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Timer> _timers = [];
    private DateTimeOffset _wall = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private TimeSpan _elapsed = TimeSpan.FromDays(1);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public DateTime Now => GetUtcNow().UtcDateTime;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _wall;
        }
    }

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return _elapsed.Ticks;
        }
    }

    /// <summary>Moves the wall clock alone.</summary>
    public void Leap(TimeSpan time)
    {
        lock (_lock)
        {
            _wall += time;
        }
    }

    /// <summary>Lets time pass.</summary>
    /// <param name="time">How much.</param>
    /// <param name="timers">Whether timers that are due go off.</param>
    public void Advance(TimeSpan time, bool timers = true)
    {
        List<Timer> due;
        lock (_lock)
        {
            _wall += time;
            _elapsed += time;
            due = timers ? [.. _timers.Where(timer => timer.Due <= _elapsed)] : [];
            due.ForEach(timer => timer.Due = timer.Period > TimeSpan.Zero ? _elapsed + timer.Period : TimeSpan.MaxValue);
        }

        due.ForEach(timer => timer.GoOff());
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (_lock)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    private sealed class Timer(LeapingClock clock, Action goOff) : ITimer
    {
        public TimeSpan Due { get; set; } = TimeSpan.MaxValue;

        public TimeSpan Period { get; private set; }

        public void GoOff() => goOff();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                Due = dueTime < TimeSpan.Zero ? TimeSpan.MaxValue : clock._elapsed + dueTime;
                Period = period;
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
