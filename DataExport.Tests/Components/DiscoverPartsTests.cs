using Bunit;
using DataExport.Core.Queries.Reading;
using DataExport.Core.Queries.Tables;
using DataExport.Web.Components.Discover;

namespace DataExport.Tests.Components;

/// <summary>The chart and the table of Discover.</summary>
public sealed class DiscoverPartsTests : BunitContext
{
    // 2026-11-21T00:00:00Z, as date(1) gives it.
    private const long Midnight = 1_795_219_200_000_000;
    private const long Hour = 3_600_000_000;

    [Fact]
    public void Chart_Counts_AreBarsWithTheirTexts()
    {
        var chart = Chart(new SeriesResult.Ready(new EventSeries(Midnight, Hour, [0, 1, 4_000])));

        Assert.Equal("4,001 events a bar is 1 hour, the highest 4,000", Squeeze(chart.Find(".chart-total").TextContent));
        Assert.Equal(["0", "2", "100"], chart.FindAll(".chart-bar").Select(bar => bar.GetAttribute("height")));
        Assert.Equal("21 Nov 2026, 02:00: 4,000 events", chart.FindAll("title")[2].TextContent);
        Assert.Equal("4,001 events from 21 Nov 2026, 00:00 to 21 Nov 2026, 03:00, at most 4,000 in 1 hour", chart.Find("svg").GetAttribute("aria-label"));
    }

    [Fact]
    public void Chart_NoEvents_IsFlat()
    {
        var chart = Chart(new SeriesResult.Ready(new EventSeries(Midnight, 24 * Hour, [0, 0])));

        Assert.Equal("0 events a bar is 1 day", Squeeze(chart.Find(".chart-total").TextContent));
        Assert.All(chart.FindAll(".chart-bar"), bar => Assert.Equal("0", bar.GetAttribute("height")));
    }

    [Fact]
    public void Chart_Waiting_SaysSoAndGivingUpToo()
    {
        Assert.Contains("Counting…", Chart(null).Markup, StringComparison.Ordinal);
        Assert.Contains("takes too long", Chart(new SeriesResult.TimedOut()).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_Values_StandByTheirTypes()
    {
        var place = new TablePlace(9, new RowKey(1, 2));
        var page = new TablePage(
            [[new(CellKind.Text, "2026-11-21T12:00:00.500000Z"), new(CellKind.Number, "1.10"), new(CellKind.Null, null), new(CellKind.Text, "<b>")]],
            place with { Backwards = true }, false, place, true);

        var table = Table(page, "timestamp", "count()", "dist", "message");

        Assert.Equal(["2026-11-21 12:00:00", "1.10", "", "<b>"], table.FindAll("td").Select(cell => cell.TextContent));
        Assert.Equal(["timestamp", "count()", "dist", "message"], table.FindAll("th").Select(cell => cell.TextContent));
        Assert.Equal("2026-11-21T12:00:00.500000Z", table.Find("td").GetAttribute("title"));
        Assert.Equal([null, "end", null, null], table.FindAll("td").Select(cell => cell.GetAttribute("class")));
        Assert.Equal([null, "/9:1.2:0"], table.FindAll(".pager a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public void Table_NoRows_SaysWhatToDo()
    {
        var table = Table(new TablePage([], default, false, default, false), "id");

        Assert.Contains("Choose a longer period", table.Markup, StringComparison.Ordinal);
        Assert.Empty(table.FindAll("table, .pager"));
    }

    private IRenderedComponent<EventChart> Chart(SeriesResult? result) => Render<EventChart>(parameters => parameters.Add(chart => chart.Result, result));

    private IRenderedComponent<EventTable> Table(TablePage page, params string[] columns) => Render<EventTable>(parameters => parameters
        .Add(table => table.Columns, columns)
        .Add(table => table.Page, page)
        .Add(table => table.Address, place => "/" + DataExport.Web.Api.Events.TableCursor.Write(place)));

    private static string Squeeze(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
