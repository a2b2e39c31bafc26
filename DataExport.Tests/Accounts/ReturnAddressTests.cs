using DataExport.Web.Accounts;

namespace DataExport.Tests.Accounts;

public sealed class ReturnAddressTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/organizations/acme/exports?state=queued")]
    [InlineData("/a//b")]
    public void Local_OwnAddress_IsKept(string address) => Assert.Equal(address, ReturnAddress.Local(address));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("exports")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example")]
    [InlineData("/ok\r\nSet-Cookie: a=b")]
    [InlineData("/account/sign-in")]
    [InlineData("/\u2028/evil")]
    [InlineData("/caf\u00e9")]
    [InlineData("/.//evil.example")]
    [InlineData("/..//evil.example")]
    public void Local_OtherAddress_IsTheStartPage(string? address) => Assert.Equal("/", ReturnAddress.Local(address));
}
