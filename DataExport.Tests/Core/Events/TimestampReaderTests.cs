using DataExport.Core.Events;
using DataExport.Core.Events.Importing;

namespace DataExport.Tests.Core.Events;

/// <summary>Times of files (INGEST: From a file).</summary>
public sealed class TimestampReaderTests
{
    [Theory]
    [InlineData("2005-12-04T04:47:44Z", "2005-12-04T04:47:44.000000")]
    [InlineData("2005-12-04 04:47:44", "2005-12-04T04:47:44.000000")]
    [InlineData("2005-12-04", "2005-12-04T00:00:00.000000")]
    [InlineData("2005-12-04T04:47", "2005-12-04T04:47:00.000000")]
    [InlineData("2005-12-04T04:47:44.1Z", "2005-12-04T04:47:44.100000")]
    [InlineData("2005-12-04t04:47:44,123456789z", "2005-12-04T04:47:44.123456")]
    [InlineData("2005-12-04T04:47:44+01:30", "2005-12-04T03:17:44.000000")]
    [InlineData("2005-12-04 04:47:44.5 -0800", "2005-12-04T12:47:44.500000")]
    [InlineData("2005-12-04T04:47:44+02", "2005-12-04T02:47:44.000000")]
    [InlineData("2005-12-04 04:47:44 UTC", "2005-12-04T04:47:44.000000")]
    [InlineData("20051204T044744Z", "2005-12-04T04:47:44.000000")]
    [InlineData("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999")]
    [InlineData("1133671664", "2005-12-04T04:47:44.000000")]
    [InlineData("1133671664.1234567", "2005-12-04T04:47:44.123456")]
    [InlineData("1133671664123", "2005-12-04T04:47:44.123000")]
    [InlineData("1133671664123.25", "2005-12-04T04:47:44.123250")]
    [InlineData("-0.5", "1969-12-31T23:59:59.500000")]
    [InlineData("0", "1970-01-01T00:00:00.000000")]
    public void TryRead_WithoutFormat_ReadsIsoAndEpoch(string text, string expected) => Assert.Equal(expected, Read(null, text));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("yesterday")]
    [InlineData("2005-02-29")]
    [InlineData("2005-13-01")]
    [InlineData("2005-12-04T24:00:00Z")]
    [InlineData("2005-12-04T04:47:44Zulu")]
    [InlineData("2005-12-04T04:47:44.")]
    [InlineData("2005-12-04T")]
    [InlineData("0000-01-01")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("999999999999999999999")]
    [InlineData("1e400")]
    [InlineData("2005-12-04T04:47:44+99:00")]
    public void TryRead_NoTime_IsFalse(string text) => Assert.False(new TimestampReader(null).TryRead(text, out _));

    [Theory]
    [InlineData("yyyy-MM-dd HH:mm:ss,fff", "2017-05-16 00:00:00,008", "2017-05-16T00:00:00.008000")]
    [InlineData("yyMMdd HHmmss", "081109 203615", "2008-11-09T20:36:15.000000")]
    [InlineData("yyyy-MM-dd-HH.mm.ss.ffffff", "2005-06-03-15.42.50.675872", "2005-06-03T15:42:50.675872")]
    [InlineData("ddd MMM dd HH:mm:ss yyyy", "Sun Dec 04 04:47:44 2005", "2005-12-04T04:47:44.000000")]
    [InlineData("dd/MMM/yyyy:HH:mm:ss zzz", "10/Oct/2000:13:55:36 -07:00", "2000-10-10T20:55:36.000000")]
    [InlineData("yyyy-MM-dd HH:mm:ss.fffffff", "2005-06-03 00:00:00.1234567", "2005-06-03T00:00:00.123456")]
    public void TryRead_WithFormat_ReadsExactly(string format, string text, string expected)
    {
        Assert.True(TimestampReader.IsFormat(format));
        Assert.Equal(expected, Read(format, text));
    }

    [Theory]
    [InlineData("yyyy-MM-dd", " 2017-05-16")]
    [InlineData("yyyy-MM-dd", "2017-05-16T00:00")]
    [InlineData("ddd MMM dd HH:mm:ss yyyy", "Mon Dec 04 04:47:44 2005")]
    public void TryRead_OtherThanFormat_IsFalse(string format, string text) => Assert.False(new TimestampReader(format).TryRead(text, out _));

    [Theory]
    [InlineData("%")]
    [InlineData("")]
    [InlineData("HH:mm:ss")]
    [InlineData("no date")]
    public void IsFormat_NoDate_IsFalse(string format) => Assert.False(TimestampReader.IsFormat(format));

    private static string Read(string? format, string text)
    {
        Assert.True(new TimestampReader(format).TryRead(text, out var microseconds), text);
        return Timestamps.ToDateTime(microseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", System.Globalization.CultureInfo.InvariantCulture);
    }
}
