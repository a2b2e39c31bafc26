using Bunit;
using DataExport.Core.Queries;
using DataExport.Web.Components.Exports.New;

namespace DataExport.Tests.Components;

/// <summary>What the page says of a search that is wrong: the sentence, below a mark at the character.</summary>
public sealed class QueryErrorTests : BunitContext
{
    [Theory]
    [InlineData("level:foo", 6, "level:foo\n      ^")]
    [InlineData("(a", 0, "(a\n^")]
    [InlineData("key:", 4, "key:\n    ^")]
    [InlineData("a\tb\r\n(", 5, "a b  (\n     ^")]
    public void Render_WrongSearch_PointsAtTheCharacter(string query, int position, string shown)
    {
        var page = Show(query, position);

        Assert.Equal(shown, page.Find("pre").TextContent);
        Assert.Equal("It is wrong", page.Find("[role=alert] span").TextContent);
    }

    [Fact]
    public void Render_LongSearch_ShowsThePartAroundTheCharacter()
    {
        var lines = Show(new string('a', 500) + "(" + new string('b', 500), 500).Find("pre").TextContent.Split('\n');

        Assert.Equal('(', lines[0][lines[1].IndexOf('^', StringComparison.Ordinal)]);
        Assert.True(lines[0].Length < 100);
    }

    [Fact]
    public void Render_EditedSearch_ShowsTheSentenceAlone() => Assert.Empty(Show("level:foo", null).FindAll("pre"));

    private IRenderedComponent<QueryError> Show(string query, int? position) =>
        Render<QueryError>(parameters => parameters
            .Add(error => error.Error, new ValidationError("query_info.query", "It is wrong", position))
            .Add(error => error.Query, query));
}
