using DataExport.Core.Events;

namespace DataExport.Tests.Core.Events;

/// <summary>Ids, levels and times of events.</summary>
public sealed class EventPartsTests
{
    [Theory]
    [InlineData("0192F0C4b7a07d6c9a4e3c0b5d2f1a77", "0192f0c4b7a07d6c9a4e3c0b5d2f1a77")]
    [InlineData("0192f0c4-b7a0-7d6c-9a4e-3c0b5d2f1a77", "0192f0c4b7a07d6c9a4e3c0b5d2f1a77")]
    [InlineData("ffffffffffffffffffffffffffffffff", "ffffffffffffffffffffffffffffffff")]
    [InlineData("0192f0c4b7a07d6c9a4e3c0b5d2f1a7", null)]
    [InlineData("0192f0c4b7a07d6c9a4e3c0b5d2f1a777", null)]
    [InlineData("0192f0c4b7a07d6c9a4e3c0b5d2f1a7g", null)]
    [InlineData("", null)]
    [InlineData("٠١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨٩٠١", null)]
    public void TryParse_Text_GivesIdOrNot(string text, string? expected)
    {
        Assert.Equal(expected is not null, EventId.TryParse(text, out var id));
        Assert.Equal(expected ?? new string('0', 32), id.ToString());
    }

    [Fact]
    public void Create_LaterTime_GivesLargerId()
    {
        var clock = new FakeClock();
        var first = EventId.Create(clock);
        clock.Now = clock.Now.AddMilliseconds(1);

        Assert.True(EventId.Create(clock).Value > first.Value);
        Assert.Equal('7', first.ToString()[12]);
    }

    [Theory]
    [InlineData("WARN", "warning")]
    [InlineData(" Warning ", "warning")]
    [InlineData("err", "error")]
    [InlineData("SEVERE", "error")]
    [InlineData("notice", "info")]
    [InlineData("Information", "info")]
    [InlineData("trace", "debug")]
    [InlineData("verbose", "debug")]
    [InlineData("crit", "fatal")]
    [InlineData("critical", "fatal")]
    [InlineData("emerg", "fatal")]
    [InlineData("alert", "fatal")]
    [InlineData("panic", "fatal")]
    [InlineData("combo", "info")]
    [InlineData("", "info")]
    public void Fold_Word_GivesLevel(string word, string level)
    {
        Assert.Equal(level, EventLevel.Fold(word));
    }

    [Theory]
    [InlineData(0, "1970-01-01T00:00:00.0000000")]
    [InlineData(-1, "1969-12-31T23:59:59.9999990")]
    [InlineData(1_795_219_200_123_456, "2026-11-21T00:00:00.1234560")]
    [InlineData(-62_135_596_800_000_000, "0001-01-01T00:00:00.0000000")]
    [InlineData(253_402_300_799_999_999, "9999-12-31T23:59:59.9999990")]
    public void Timestamps_Microseconds_AreTheTimeAndBack(long microseconds, string time)
    {
        Assert.Equal(time, Timestamps.ToDateTime(microseconds).ToString("yyyy-MM-ddTHH:mm:ss.fffffff"));
        Assert.Equal(microseconds, Timestamps.ToMicroseconds(Timestamps.ToDateTime(microseconds)));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(9, 0)]
    [InlineData(-1, -1)]
    [InlineData(-10, -1)]
    [InlineData(-11, -2)]
    public void ToMicroseconds_PartsOfOne_AreRoundedDown(int ticks, long microseconds)
    {
        Assert.Equal(microseconds, Timestamps.ToMicroseconds(DateTime.UnixEpoch.AddTicks(ticks)));
    }
}
