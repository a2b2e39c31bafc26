using DataExport.Core.Exports;
using DataExport.Web.Components.Exports;
using DataExport.Web.Components.Exports.New;

namespace DataExport.Tests.Components;

/// <summary>Issues by tag on the <em>New export</em> page: its address, its request, and how it is called afterwards.</summary>
public sealed class TagDraftTests
{
    [Fact]
    public void Address_OfADraft_IsReadBack()
    {
        var draft = new ExportDraft { What = QueryType.IssuesByTag, Issue = "12", TagKey = "he said \"x\" & y", Projects = ["shop"], Period = "7d" };
        var address = ExportDraftAddress.Write("http://localhost/organizations/a/exports/new", draft);
        var read = ExportDraftAddress.Read(new Uri(address));

        Assert.Equal((QueryType.IssuesByTag, "12", "he said \"x\" & y", "7d"), (read.What, read.Issue, read.TagKey, read.Period));
        Assert.Contains("query_type=Issues-by-Tag", address);
        Assert.Equal(QueryType.Discover, ExportDraftAddress.Read(new Uri("http://localhost/?query_type=x&group=1")).What);
    }

    [Fact]
    public void Request_OfADraft_IsWhatRestWouldGet()
    {
        var draft = new ExportDraft { What = QueryType.IssuesByTag, Issue = " 12 ", TagKey = "user", Projects = ["shop"], Period = "7d", Query = "level:error" };
        var request = draft.ToRequest(TimeZoneInfo.Utc);

        Assert.Equal(QueryType.IssuesByTag, request.QueryType);
        Assert.Equal("""{"project":["shop"],"environment":[],"statsPeriod":"7d","group":"12","key":"user"}""", request.QueryInfo.GetRawText());
    }

    [Fact]
    public void Summary_OfAnExport_NamesTheTagAndTheIssue()
    {
        var export = new Export
        {
            Id = "x", Name = "n", QueryType = QueryType.IssuesByTag, DedupeKey = "", Options = new ExportOptions(),
            RequestedQuery = """{"project": "shop", "group": 12, "key": "browser", "statsPeriod": "7d"}""", FrozenQuery = """{"project": 1, "group": 12, "key": "user"}""",
        };

        Assert.Equal("Issues-by-Tag · browser of issue 12 · last 7d", QuerySummary.Of(export));
        Assert.Equal(["value", "id", "email", "username", "ip_address", "times_seen", "last_seen", "first_seen"], QuerySummary.Columns(export));
    }
}
