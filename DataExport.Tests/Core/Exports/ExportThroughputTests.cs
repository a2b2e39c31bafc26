using DataExport.Core.Exports.Queue;

namespace DataExport.Tests.Core.Exports;

/// <summary>What the administration's chart shows is what was written, minute by minute, and nothing else.</summary>
public sealed class ExportThroughputTests
{
    private static readonly ExportClaim First = new("a", 1, "x");

    private readonly FakeClock _clock = new();

    [Fact]
    public void LastHour_AfterATakeover_CountsOnlyWhatWasWrittenSince()
    {
        var throughput = new ExportThroughput(_clock);
        throughput.Begin(First, 1_000, 10_000);
        throughput.Note(First, 1_500, 15_000);
        _clock.Now += TimeSpan.FromMinutes(2);
        throughput.Note(First, 1_700, 17_000);
        throughput.Begin(new ExportClaim("a", 2, "y"), 1_600, 16_000);
        throughput.Note(First, 9_999, 99_999);
        throughput.Note(new ExportClaim("a", 2, "y"), 1_650, 16_500);

        var minutes = throughput.LastHour();

        Assert.Equal(60, minutes.Count);
        Assert.Equal([(500L, 5_000L), (0, 0), (250, 2_500)], minutes.TakeLast(3).Select(minute => (minute.Rows, minute.Bytes)));
        Assert.Equal(_clock.Now, minutes[^1].Start);
        Assert.Equal(750, minutes.Sum(minute => minute.Rows));
    }

    [Fact]
    public void LastHour_AnHourLater_HasForgotten()
    {
        var throughput = new ExportThroughput(_clock);
        throughput.Begin(First, 0, 0);
        throughput.Note(First, 10, 100);

        _clock.Now += TimeSpan.FromMinutes(59);
        Assert.Equal(10, throughput.LastHour()[0].Rows);
        _clock.Now += TimeSpan.FromMinutes(1);
        Assert.All(throughput.LastHour(), minute => Assert.Equal(0, minute.Rows));
    }

    [Fact]
    public void Note_StartedOver_CountsNothingNegative()
    {
        var throughput = new ExportThroughput(_clock);
        throughput.Begin(First, 1_000, 10_000);
        throughput.Note(First, 100, 1_000);
        throughput.Note(First, 300, 3_000);

        Assert.Equal((200, 2_000), (throughput.LastHour()[^1].Rows, throughput.LastHour()[^1].Bytes));
    }

    [Fact]
    public void RowsPerSecond_BetweenHeartbeats_IsTheirRate()
    {
        var throughput = new ExportThroughput(_clock);
        throughput.Begin(First, 1_000, 0);
        Assert.Null(throughput.RowsPerSecond("a", 1));
        _clock.Now += TimeSpan.FromSeconds(5);
        throughput.Note(First, 6_000, 0);
        Assert.Equal(1_000, throughput.RowsPerSecond("a", 1));
        _clock.Now += TimeSpan.FromSeconds(0.5);
        throughput.Note(First, 6_100, 0);
        _clock.Now += TimeSpan.FromSeconds(0.5);
        throughput.Note(First, 6_300, 0);

        Assert.Equal(300, throughput.RowsPerSecond("a", 1));
        Assert.Null(throughput.RowsPerSecond("a", 2));
        throughput.End(First);
        Assert.Null(throughput.RowsPerSecond("a", 1));
    }
}
