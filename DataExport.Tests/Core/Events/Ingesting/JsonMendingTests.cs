using System.Text;
using DataExport.Core.Events.Ingesting;

namespace DataExport.Tests.Core.Events.Ingesting;

/// <summary>What is no text becomes U+FFFD, and nothing else changes.</summary>
public sealed class JsonMendingTests
{
    [Theory]
    [InlineData("""{"a":"x"}""", """{"a":"x"}""")]
    [InlineData("""["\u0000"]""", """["\ufffd"]""")]
    [InlineData("""["\ud800"]""", """["\ufffd"]""")]
    [InlineData("""["\uDFFF"]""", """["\ufffd"]""")]
    [InlineData("""["\ud83d\ude00"]""", """["\ud83d\ude00"]""")]
    [InlineData("""["\ude00\ud83d"]""", """["\ufffd\ufffd"]""")]
    [InlineData("""["\ud83d\ud83d\ude00"]""", """["\ufffd\ud83d\ude00"]""")]
    [InlineData("""["\ud83dx"]""", """["\ufffdx"]""")]
    [InlineData("""["\ud83d\n"]""", """["\ufffd\n"]""")]
    [InlineData("""["\\u0000","\\\u0000","\\ud800","\"\ud800"]""", """["\\u0000","\\\ufffd","\\ud800","\"\ufffd"]""")]
    [InlineData("""["\u0041\u0000b\u00e9"]""", """["\u0041\ufffdb\u00e9"]""")]
    [InlineData("""{"\u0000":{"\ud800":1}}""", """{"\ufffd":{"\ufffd":1}}""")]
    [InlineData("[12345678901234567890, 1.50]", "[12345678901234567890, 1.50]")]
    [InlineData("""["\u00""", """["\u00""")]
    [InlineData("""["\ud800\u""", """["\ufffd\u""")]
    [InlineData("\"\\", "\"\\")]
    public void Mend_Escapes_ReplacesHalvesAndNul(string json, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(JsonMending.Mend(Encoding.UTF8.GetBytes(json)).Span));

    [Fact]
    public void Mend_BytesThatAreNoUtf8_AreReplaced()
    {
        // An overlong slash, a surrogate in three bytes (CESU-8), and a byte that stands nowhere.
        byte[] json = [.. "[\""u8, 0xc0, 0xaf, .. "a"u8, 0xed, 0xa0, 0x80, .. "b"u8, 0xff, .. "\"]"u8];

        var mended = Encoding.UTF8.GetString(JsonMending.Mend(json).Span);

        Assert.Equal("[\"ab\"]", mended.Replace("\uFFFD", "", StringComparison.Ordinal));
        Assert.Contains('\uFFFD', mended);
    }
}
