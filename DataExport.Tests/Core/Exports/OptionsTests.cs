using DataExport.Core.Exports;
using DataExport.Core.Exports.Requesting;

namespace DataExport.Tests.Core.Exports;

/// <summary>Everything of a request but its query.</summary>
public sealed class OptionsTests : QueueTest
{
    [Theory]
    [InlineData("format", "xlsx")]
    [InlineData("delimiter", "")]
    [InlineData("delimiter", "\"")]
    [InlineData("delimiter", "ab")]
    [InlineData("delimiter", "a")]
    [InlineData("delimiter", "\n")]
    [InlineData("delimiter", "é")]
    [InlineData("compression", "zip")]
    [InlineData("timezone", "")]
    [InlineData("timezone", "Mars/Olympus")]
    [InlineData("timezone", "Europe")]
    [InlineData("timezone", "../../../etc/passwd")]
    [InlineData("timezone", "/etc/passwd")]
    [InlineData("timezone", "a\0b")]
    public async Task SubmitAsync_WrongOption_NamesIt(string option, string value)
    {
        var options = option switch
        {
            "format" => new ExportOptions { Format = value },
            "delimiter" => new ExportOptions { Delimiter = value },
            "compression" => new ExportOptions { Compression = value },
            _ => new ExportOptions { TimeZone = value },
        };

        var result = Assert.IsType<SubmitResult.Invalid>(await SubmitAsync(CoreHost.Request("""{"field": ["id"], "query": ""}""", request => request with { Options = options })));

        Assert.Equal(option == "format" ? "format" : $"options.{option}", Assert.Single(result.Errors).Field);
    }

    [Fact]
    public async Task SubmitAsync_LongZone_IsAnErrorAndNoException()
    {
        var request = CoreHost.Request("""{"field": ["id"], "query": ""}""", request => request with { Options = new ExportOptions { TimeZone = new string('x', 10_000) }, Limit = 0, Name = new string('n', 201) });

        var result = Assert.IsType<SubmitResult.Invalid>(await SubmitAsync(request));

        Assert.Equal(["limit", "name", "options.timezone"], result.Errors.Select(error => error.Field).Order());
    }

    private Task<SubmitResult> SubmitAsync(ExportRequest request) => Host.SubmitAsync(Access, request);
}
