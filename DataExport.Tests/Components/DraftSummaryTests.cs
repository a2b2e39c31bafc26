using Bunit;
using DataExport.Web.Components.Exports.New;

namespace DataExport.Tests.Components;

/// <summary>What stands below the preview of a new export.</summary>
public sealed class DraftSummaryTests : BunitContext
{
    [Theory]
    [InlineData("2026-11-01T10:00", "2026-11-02T23:30", "1 Nov 2026, 10:00 to 2 Nov 2026, 23:30")]
    [InlineData("2026-11-01T10:00", null, "from 1 Nov 2026, 10:00 on")]
    [InlineData(null, "2026-11-02T23:30", "until 2 Nov 2026, 23:30")]
    [InlineData(null, null, "All time, as no day is given")]
    public void Render_APeriodOfOnesOwn_SaysWhatItTakes(string? start, string? end, string expected)
    {
        var draft = new ExportDraft { Period = ExportPeriods.Custom, Start = Parse(start), End = Parse(end) };

        Assert.Equal(expected, Render<DraftSummary>(parameters => parameters.Add(summary => summary.Draft, draft)).FindAll("dd")[1].TextContent);
    }

    [Fact]
    public void Render_APreset_SaysItsName()
    {
        Assert.Equal("14 days", Render<DraftSummary>(parameters => parameters.Add(summary => summary.Draft, new ExportDraft { Period = "14d" })).FindAll("dd")[1].TextContent);
    }

    private static DateTime? Parse(string? text) => text is null ? null : DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
