using DataExport.Core.Queries.Compilation;
using DataExport.Core.Queries.Search;

namespace DataExport.Tests.Core.Queries;

/// <summary>Which searches an index answers, and which have to look at each event.</summary>
public sealed class SearchIndexesTests
{
    [Theory]
    [InlineData("level:fatal", true, true, false)]
    [InlineData("needle level:fatal", true, true, false)]
    [InlineData("issue:SHOP-1", true, true, true)]
    [InlineData("issue.id:17 environment:staging", true, true, true)]
    [InlineData("id:00000000000000ab00000000000007d0", true, true, false)]
    [InlineData("project:shop", true, true, false)]
    [InlineData("timestamp:>2026-11-21 needle", true, true, false)]
    [InlineData("!project:shop OR timestamp:>2026-11-21", true, true, false)]
    [InlineData("!level:debug", false, true, false)]
    [InlineData("level:[error, fatal]", false, true, false)]
    [InlineData("level:fatal OR level:error", false, true, false)]
    [InlineData("level:fatal OR needle", false, false, false)]
    [InlineData("!issue:SHOP-1", false, false, false)]
    [InlineData("issue:SHOP-1 OR issue:SHOP-2", false, false, false)]
    [InlineData("environment:staging", false, false, false)]
    [InlineData("has:level needle", false, false, false)]
    [InlineData("needle", false, false, false)]
    public void Find_AndCount_KnowWhatAnIndexKnows(string search, bool finds, bool counts, bool findsIssue)
    {
        var node = SearchParser.Parse(search).Node!;

        Assert.Equal((finds, counts, findsIssue), (SearchIndexes.Find(node), SearchIndexes.Count(node), SearchIndexes.FindIssue(node)));
    }
}
