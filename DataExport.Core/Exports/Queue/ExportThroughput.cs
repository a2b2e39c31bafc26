namespace DataExport.Core.Exports.Queue;

/// <summary>
/// How fast this process's exporters write: each one's rate by its last heartbeats, and rows and bytes of each of the last 60 minutes.
/// It is kept in memory, from the start of the process on.
/// </summary>
public sealed class ExportThroughput(TimeProvider clock)
{
    private const int Minutes = 60;
    private static readonly TimeSpan ShortestMeasure = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Pace> _paces = new(StringComparer.Ordinal);
    private readonly (long Minute, long Rows, long Bytes)[] _ring = new (long, long, long)[Minutes];

    /// <summary>Since when it has been measured, UTC.</summary>
    public DateTime Since { get; } = clock.GetUtcNow().UtcDateTime;

    /// <summary>An attempt begins where the checkpoint left off: what was written before is not its work.</summary>
    public void Begin(ExportClaim claim, long rows, long bytes)
    {
        lock (_gate)
        {
            _paces[claim.ExportId] = new Pace(claim.Attempt, clock.GetTimestamp(), rows, rows, bytes, null);
        }
    }

    /// <summary>An attempt has come to there.</summary>
    public void Note(ExportClaim claim, long rows, long bytes)
    {
        lock (_gate)
        {
            if (!_paces.TryGetValue(claim.ExportId, out var pace) || pace.Attempt != claim.Attempt)
            {
                return;
            }

            Count(Math.Max(0, rows - pace.Rows), Math.Max(0, bytes - pace.Bytes));
            var elapsed = clock.GetElapsedTime(pace.Measured);
            _paces[claim.ExportId] = elapsed < ShortestMeasure
                ? pace with { Rows = rows, Bytes = bytes }
                : new Pace(pace.Attempt, clock.GetTimestamp(), rows, rows, bytes, Math.Max(0, rows - pace.RowsMeasured) / elapsed.TotalSeconds);
        }
    }

    /// <summary>An attempt has ended, or is nobody's any more.</summary>
    public void End(ExportClaim claim)
    {
        lock (_gate)
        {
            if (_paces.TryGetValue(claim.ExportId, out var pace) && pace.Attempt == claim.Attempt)
            {
                _paces.Remove(claim.ExportId);
            }
        }
    }

    /// <summary>Rows in a second between the last two heartbeats of an attempt; null before there are two, or when it is not of this process.</summary>
    public double? RowsPerSecond(string exportId, int attempt)
    {
        lock (_gate)
        {
            return _paces.TryGetValue(exportId, out var pace) && pace.Attempt == attempt ? pace.Rate : null;
        }
    }

    /// <summary>The last 60 minutes, oldest first; the last one is under way.</summary>
    public IReadOnlyList<ThroughputMinute> LastHour()
    {
        lock (_gate)
        {
            var now = Minute();
            return [.. Enumerable.Range(0, Minutes).Select(index => Of(now - Minutes + 1 + index))];
        }
    }

    private ThroughputMinute Of(long minute)
    {
        var slot = _ring[minute % Minutes];
        var start = DateTime.UnixEpoch.AddMinutes(minute);
        return slot.Minute == minute ? new ThroughputMinute(start, slot.Rows, slot.Bytes) : new ThroughputMinute(start, 0, 0);
    }

    private void Count(long rows, long bytes)
    {
        var minute = Minute();
        ref var slot = ref _ring[minute % Minutes];
        slot = slot.Minute == minute ? (minute, slot.Rows + rows, slot.Bytes + bytes) : (minute, rows, bytes);
    }

    private long Minute() => clock.GetUtcNow().ToUnixTimeSeconds() / 60;

    // Rows and Bytes as of the last note; RowsMeasured as of the note that the rate is measured from.
    private sealed record Pace(int Attempt, long Measured, long RowsMeasured, long Rows, long Bytes, double? Rate);
}
