using DataExport.Web.Components.Look;

namespace DataExport.Tests.Components;

public sealed class WordingTests
{
    [Theory]
    [InlineData(0, "0 MB")]
    [InlineData(1, "< 0.01 MB")]
    [InlineData(40_000, "0.04 MB")]
    [InlineData(4_100_000, "4.1 MB")]
    [InlineData(3_700_000_000, "3,700 MB")]
    public void Size_Bytes_AreMegabytes(long bytes, string expected) => Assert.Equal(expected, Wording.Size(bytes));

    [Theory]
    [InlineData(0, "0 rows")]
    [InlineData(1, "1 row")]
    [InlineData(1_204_000, "1,204,000 rows")]
    public void Count_Number_HasItsPlural(long number, string expected) => Assert.Equal(expected, Wording.Count(number, "row"));

    [Theory]
    [InlineData(1, "1st")]
    [InlineData(2, "2nd")]
    [InlineData(3, "3rd")]
    [InlineData(11, "11th")]
    [InlineData(112, "112th")]
    [InlineData(1021, "1,021st")]
    public void Ordinal_Number_HasItsEnding(int number, string expected) => Assert.Equal(expected, Wording.Ordinal(number));

    [Theory]
    [InlineData(0, "a moment")]
    [InlineData(40, "40 seconds")]
    [InlineData(120, "2 min")]
    [InlineData(3900, "1 h 5 min")]
    public void Left_Seconds_AreRounded(int seconds, string expected) => Assert.Equal(expected, Wording.Left(seconds));
}
