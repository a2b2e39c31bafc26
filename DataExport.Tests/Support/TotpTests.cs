using System.Text;

namespace DataExport.Tests.Support;

public sealed class TotpTests
{
    // RFC 6238, appendix B, the last six of eight digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(20000000000, "353130")]
    public void Code_OfTheStandardsExamples_IsTheStandards(long seconds, string code) =>
        Assert.Equal(code, Totp.Code(Encoding.ASCII.GetBytes("12345678901234567890"), seconds / 30));

    [Fact]
    public void Decode_OfTheStandardsExample_IsTheStandards() => Assert.Equal("foobar", Encoding.ASCII.GetString(Totp.Decode("MZXW6YTBOI")));
}
