using DataExport.Core.Queries.Discover;
using DataExport.Web.Components.Exports.New;

namespace DataExport.Tests.Components;

/// <summary>What <em>New export</em> and <em>Discover</em> ask for, in addresses and requests.</summary>
public sealed class ExportDraftTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void Address_Draft_IsReadBack()
    {
        var draft = new ExportDraft { Columns = ["tags[a&b]", "count()"], Projects = ["shop"], Environments = "x, y", Query = "level:error & #1", Period = "", Sort = "-count()" };

        var read = ExportDraftAddress.Read(new Uri("http://localhost" + ExportDraftAddress.Write("/discover", draft)));

        Assert.Equal(draft.ToRequest(Berlin).QueryInfo.GetRawText(), read.ToRequest(Berlin).QueryInfo.GetRawText());
        Assert.Equal(
            """{"field":["tags[a\u0026b]","count()"],"query":"level:error \u0026 #1","project":["shop"],"environment":["x","y"],"sort":"-count()"}""",
            read.ToRequest(Berlin).QueryInfo.GetRawText());
    }

    [Fact]
    public void Address_WithFileOptions_IsReadBackAndNamesNoneThatAreAsUsual()
    {
        var draft = new ExportDraft
        {
            Name = "errors & more", LimitText = "1000", Format = "tsv", Delimiter = ";", SpreadsheetSafe = false, Bom = true, TimeZone = "Europe/Berlin", Compress = false,
        };

        var address = ExportDraftAddress.Write("/exports/new", draft);
        var (asked, read) = (draft.ToRequest(Berlin), ExportDraftAddress.Read(new Uri("http://localhost" + address)).ToRequest(Berlin));

        Assert.Equal((asked.Name, asked.Limit, asked.Options), (read.Name, read.Limit, read.Options));
        Assert.EndsWith(
            "&name=errors & more&limit=1000&format=tsv&delimiter=;&spreadsheetSafe=false&bom=true&timezone=Europe/Berlin&compression=none",
            Uri.UnescapeDataString(address), StringComparison.Ordinal);
        Assert.EndsWith("&statsPeriod=14d", ExportDraftAddress.Write("/exports/new", new ExportDraft()), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_FrozenQuery_AsksForItsPeriodToTheMinute()
    {
        var query = new DiscoverQuery
        {
            Field = ["id"], Query = "x", Project = [1], Sort = ["-timestamp"],
            Start = new DateTime(2026, 11, 21, 11, 30, 59, DateTimeKind.Utc), End = new DateTime(2026, 11, 21, 12, 0, 0, 1, DateTimeKind.Utc),
        };

        var address = ExportDraftAddress.Write("/discover", ExportDraft.Of(query, ["shop"], Berlin));

        Assert.Equal("/discover?field=id&project=shop&query=x&statsPeriod=custom&start=2026-11-21T12%3A30&end=2026-11-21T13%3A01", address);
        Assert.Equal(
            """{"field":["id"],"query":"x","project":["shop"],"environment":[],"start":"2026-11-21T11:30:00Z","end":"2026-11-21T12:01:00Z"}""",
            ExportDraftAddress.Read(new Uri("http://localhost" + address)).ToRequest(Berlin).QueryInfo.GetRawText());
    }

    [Fact]
    public void Remove_ColumnOfTheSort_TakesItOutOfTheSort()
    {
        var draft = new ExportDraft { Columns = ["id", "level"], Sort = "-level" };

        draft.Remove("id");
        Assert.Equal("-level", draft.Sort);
        draft.Remove("level");
        Assert.Equal("", draft.Sort);
    }

    [Fact]
    public void ToRequest_FormatWithoutAnOption_DoesNotCarryIt()
    {
        var draft = new ExportDraft { Format = "jsonl", Delimiter = ";", Bom = true, SpreadsheetSafe = true };

        var options = draft.ToRequest(Berlin).Options;

        Assert.Equal(("jsonl", ",", false, false), (options.Format, options.Delimiter, options.Bom, options.SpreadsheetSafe));
    }
}
