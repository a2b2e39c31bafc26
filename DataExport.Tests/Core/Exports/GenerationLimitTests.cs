using System.Text;
using DataExport.Core.Exports;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;

namespace DataExport.Tests.Core.Exports;

/// <summary>Where a file ends, and what it says about that.</summary>
public sealed class GenerationLimitTests
{
    [Theory]
    [InlineData(10, null, 9, false, null)]
    [InlineData(10, null, 10, false, null)]
    [InlineData(10, null, 11, true, "The file is truncated: exports end after 10 rows, and there are more.")]
    [InlineData(10, 4L, 4, false, null)]
    [InlineData(10, 4L, 5, false, "The file ends after the 4 rows that were asked for; there are more.")]
    [InlineData(10, 10L, 11, false, "The file ends after the 10 rows that were asked for; there are more.")]
    [InlineData(10, 11L, 11, true, "The file is truncated: exports end after 10 rows, and there are more.")]
    public async Task RunAsync_RowLimits_AreReachedOrTruncate(int most, long? limit, int events, bool truncated, string? warning)
    {
        await using var host = await CoreHost.StartAsync(("Exports:MaxRows", $"{most}"));
        var access = await host.AddOrganizationAsync("one");
        await GenerationTests.AddAsync(host, access, events);
        await host.AcceptAsync(access, GenerationTests.All, request => request with { Limit = limit });

        var export = await host.GenerateAsync();

        var rows = Math.Min(events, Math.Min(most, limit ?? long.MaxValue));
        Assert.Equal((truncated, rows), (export.Truncated, export.Artifact!.Rows));
        Assert.Equal(rows + 1, CsvText.Read(Encoding.UTF8.GetString(Gzip.ReadOnlyMember(host.Stored(export)))).Count);
        Assert.Equal(warning is null ? [] : [warning], export.Warnings);
    }

    [Theory]
    [InlineData(0, 3, false)]
    [InlineData(-1, 2, true)]
    [InlineData(-5, 2, true)]
    [InlineData(-6, 1, true)]
    [InlineData(1, 3, false)]
    public async Task RunAsync_ByteLimit_EndsAtAWholeRow(int more, int rows, bool truncated)
    {
        // The header has 9 bytes, and each of the three rows 5.
        await using var host = await CoreHost.StartAsync(("Exports:MaxBytes", $"{9 + 15 + more}"));
        var access = await host.AddOrganizationAsync("one");
        await host.AddEventsAsync(new[] { "abc", "def", "ghi" }.Select((message, index) => Sample.Event(access.Projects[0].Id, Sample.Noon - index, message)));
        await host.AcceptAsync(access, """{"field": "message", "query": ""}""");

        var export = await host.GenerateAsync();

        Assert.Equal(truncated, export.Truncated);
        Assert.Equal("message\r\n" + string.Concat(new[] { "abc\r\n", "def\r\n", "ghi\r\n" }.Take(rows)), Encoding.UTF8.GetString(Gzip.ReadOnlyMember(host.Stored(export))));
        Assert.Equal(truncated ? [$"The file is truncated: exports end at {9 + 15 + more} bytes, and there are more rows."] : [], export.Warnings);
    }
}
