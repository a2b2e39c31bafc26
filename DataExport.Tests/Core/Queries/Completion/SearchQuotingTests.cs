using DataExport.Core.Queries.Completion;
using DataExport.Core.Queries.Search;

namespace DataExport.Tests.Core.Queries.Completion;

/// <summary>What is suggested is read back as the very key and value.</summary>
public sealed class SearchQuotingTests
{
    public static TheoryData<string> Texts { get; } =
    [
        "error", "1.10", "-24h", "web[1]", "two words", "a*b", "a\"b", "C:\\temp\\", "\\*", "(x)", ")", "a,b", ">5", "<=", "", "!no", "OR", "AND", "has", "is", "level", "a:b",
        "http://host/path?x=1", "\t", "line\nbreak", "😀 ключ", "tags[x]", "[a]", "contexts.os.name", "x]y",
    ];

    // No tag has an empty key.
    public static TheoryData<string> Keys { get; } = [.. Texts.Select(row => row.Data).Where(text => text.Length > 0)];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Value_OfAnyText_IsReadBack(string text)
    {
        var alone = Assert.IsType<SearchNode.KeyValue>(SearchParser.Parse("key:" + SearchQuoting.Value(text)).Node);
        var listed = Assert.IsType<SearchNode.KeyValue>(SearchParser.Parse($"(key:[{SearchQuoting.Value(text)}, {SearchQuoting.Value(text)}])").Node);

        Assert.Equal([text], Assert.Single(alone.Values).Pieces);
        Assert.Equal([text, text], listed.Values.Select(value => Assert.Single(value.Pieces)));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Tag_OfAnyKey_IsReadBack(string key)
    {
        var written = SearchQuoting.Tag(key);
        var read = Assert.IsType<SearchNode.KeyValue>(SearchParser.Parse(written + ":x").Node).Key;

        Assert.Contains(read, new[] { key, $"tags[{key}]" });
        Assert.IsType<SearchNode.Not>(SearchParser.Parse($"!{written}:x").Node);
        Assert.IsType<SearchNode.Has>(SearchParser.Parse($"has:{written}").Node);
    }

    [Fact]
    public void Tag_WithTheNameOfAColumn_IsToldFromIt()
    {
        Assert.Equal("tags[level]", SearchQuoting.Tag("level"));
        Assert.Equal("browser", SearchQuoting.Tag("browser"));
        Assert.Equal("\"my key\"", SearchQuoting.Tag("my key"));
    }
}
