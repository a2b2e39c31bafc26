using Bunit;
using DataExport.Core.Queries;
using DataExport.Web.Components.Exports.New;

namespace DataExport.Tests.Components;

/// <summary>What the page says of a search that is wrong: the sentence, below a mark at the character.</summary>
public sealed class QueryErrorTests : BunitContext
{
    [Theory]
    [InlineData("level:foo", 6, "level:foo", "level:")]
    [InlineData("(a", 0, "(a", "")]
    [InlineData("key:", 4, "key:", "key:")]
    [InlineData("a\tb\r\n(", 5, "a b  (", "a b  ")]
    [InlineData("日本 😀 level:foo", 12, "日本 😀 level:foo", "日本 😀 level:")]
    public void Render_WrongSearch_PointsAtTheCharacter(string query, int position, string shown, string before)
    {
        var page = Show(query, position);

        // The mark stands behind the same text, unseen: so it is at its place however wide the characters are.
        Assert.Equal([shown, before + "^"], page.Find("pre").TextContent.Split('\n'));
        Assert.Equal(before, page.Find("pre .unseen").TextContent);
        Assert.Equal("It is wrong", page.Find("[role=alert] > span").TextContent);
    }

    [Fact]
    public void Render_LongSearch_ShowsThePartAroundTheCharacter()
    {
        var lines = Show(new string('a', 500) + "(" + new string('b', 500), 500).Find("pre").TextContent.Split('\n');

        Assert.Equal('(', lines[0][lines[1].IndexOf('^', StringComparison.Ordinal)]);
        Assert.True(lines[0].Length < 100);
    }

    [Theory]
    [InlineData(81)]
    [InlineData(82)]
    [InlineData(83)]
    public void Render_LongSearchOfPairs_CutsNoneInTwo(int position)
    {
        var query = string.Concat(Enumerable.Repeat("😀", 21)) + string.Concat(Enumerable.Repeat("🎉", 60));

        var lines = Show(query, position).Find("pre").TextContent.Split('\n');

        Assert.DoesNotContain(lines, line => line.EnumerateRunes().Any(rune => rune == System.Text.Rune.ReplacementChar));
    }

    [Fact]
    public void Render_EditedSearch_ShowsTheSentenceAlone() => Assert.Empty(Show("level:foo", null).FindAll("pre"));

    private IRenderedComponent<QueryError> Show(string query, int? position) =>
        Render<QueryError>(parameters => parameters
            .Add(error => error.Error, new ValidationError("query_info.query", "It is wrong", position))
            .Add(error => error.Query, query));
}
