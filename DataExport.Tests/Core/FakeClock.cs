namespace DataExport.Tests.Core;

/// <summary>A clock that stands still until it is told the time. Its timers are real.</summary>
internal sealed class FakeClock : TimeProvider
{
    public DateTime Now { get; set; } = new(2026, 11, 21, 12, 0, 0, DateTimeKind.Utc);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Now);

    public override long GetTimestamp() => Now.Ticks;
}
