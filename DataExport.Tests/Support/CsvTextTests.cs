namespace DataExport.Tests.Support;

/// <summary>The tests' own CSV reader, against RFC 4180 §2.</summary>
public sealed class CsvTextTests
{
    [Theory]
    [InlineData("a,b\r\n1,2\r\n", "a|b;1|2")]
    [InlineData("a,b\r\n1,2", "a|b;1|2")]
    [InlineData("a,b\n1,2\n", "a|b;1|2")]
    [InlineData("\"a,1\",\"b\"\"q\"\"\",\"c\r\nd\"\r\n", "a,1|b\"q\"|c\r\nd")]
    [InlineData(",\r\n\"\"\r\n", "|;")]
    [InlineData("é😀, x \r\n", "é😀| x ")]
    public void Read_WellFormed_GivesRecords(string text, string expected)
    {
        Assert.Equal(expected, string.Join(";", CsvText.Read(text).Select(record => string.Join("|", record))));
    }

    [Theory]
    [InlineData("a\"b\r\n")]
    [InlineData("\"a\"b\r\n")]
    [InlineData("\"a")]
    [InlineData("a\rb\r\n")]
    public void Read_Malformed_Throws(string text)
    {
        Assert.Throws<FormatException>(() => CsvText.Read(text));
    }
}
