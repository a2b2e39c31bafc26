using DataExport.Core.Queries.Completion;

namespace DataExport.Tests.Core.Queries.Completion;

/// <summary>Which part of a search somebody is typing at; the bar in each text is the caret.</summary>
public sealed class SearchPlaceTests
{
    [Theory]
    [InlineData("|", "", 0, 0)]
    [InlineData("lev|", "lev", 0, 3)]
    [InlineData("lev|el", "lev", 0, 5)]
    [InlineData("le|vel:error", "le", 0, 6)]
    [InlineData("level|:error", "level", 0, 6)]
    [InlineData("!lev|", "lev", 1, 4)]
    [InlineData("(lev|", "lev", 1, 4)]
    [InlineData("(lev|)", "lev", 1, 4)]
    [InlineData("level:error |", "", 12, 12)]
    [InlineData("level:error env|", "env", 12, 15)]
    [InlineData("foo(bar) env|", "env", 9, 12)]
    [InlineData("level:[error, info] env|", "env", 20, 23)]
    [InlineData("\"my k|", "my k", 0, 5)]
    [InlineData("\"my k|ey\":x", "my k", 0, 9)]
    [InlineData("\"two words\" env|", "env", 12, 15)]
    [InlineData("tags[bro|", "tags[bro", 0, 8)]
    [InlineData("tags[bro|wser]:x", "tags[bro", 0, 14)]
    [InlineData(") ] ] env|", "env", 6, 9)]
    public void At_Key_IsThePartUpToItsColon(string text, string typed, int start, int end) =>
        Assert.Equal(new SearchPlace(SearchPlaceKind.Key, start, end, typed), At(text));

    [Theory]
    [InlineData("level:|", "level", "", 6, 6, false)]
    [InlineData("level:err|", "level", "err", 6, 9, false)]
    [InlineData("level:er|ror x", "level", "er", 6, 11, false)]
    [InlineData("(level:er|)", "level", "er", 7, 9, false)]
    [InlineData("release:\"1.0 b|", "release", "1.0 b", 8, 14, false)]
    [InlineData("release:\"1.0 b|eta\" x", "release", "1.0 b", 8, 18, false)]
    [InlineData("release:\"a\\\"b|", "release", "a\"b", 8, 13, false)]
    [InlineData("release:\"|", "release", "", 8, 9, false)]
    [InlineData("timestamp:>-2|", "timestamp", "-2", 11, 13, false)]
    [InlineData("timestamp:>=-2|", "timestamp", "-2", 12, 14, false)]
    [InlineData("level:[|", "level", "", 7, 7, true)]
    [InlineData("level:[error, in|", "level", "in", 14, 16, true)]
    [InlineData("level:[error, in|fo, debug]", "level", "in", 14, 18, true)]
    [InlineData("level:[\"er|ror\", x]", "level", "er", 7, 14, true)]
    [InlineData("tags[a:b]:c|", "tags[a:b]", "c", 10, 11, false)]
    public void At_Value_KnowsItsKey(string text, string key, string typed, int start, int end, bool inList) =>
        Assert.Equal(new SearchPlace(SearchPlaceKind.Value, start, end, typed, key, IsKeyQuoted: false, inList), At(text));

    [Fact]
    public void At_ValueOfAKeyInQuotes_SaysSo() =>
        Assert.Equal(new SearchPlace(SearchPlaceKind.Value, 5, 6, "x", "is", IsKeyQuoted: true), At("\"is\":x|"));

    [Theory]
    [InlineData("has:bro|", "bro", 4, 7)]
    [InlineData("!has:\"my k|", "my k", 5, 10)]
    public void At_Has_AsksForAKey(string text, string typed, int start, int end) =>
        Assert.Equal(new SearchPlace(SearchPlaceKind.HasKey, start, end, typed, "has"), At(text));

    // Whatever is typed, and wherever the caret is, there is an answer, and it can be replaced.
    [Fact]
    public void At_AnyTextAndCaret_IsAPartAroundTheCaret()
    {
        var random = new Random(4711);
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(24)).Select(_ => "ab:\"\\[](), !<>=*\ttags[has:😀"[random.Next(28)]));
            var caret = random.Next(text.Length + 1);

            var place = SearchPlace.At(text, caret);

            Assert.True(place.Start <= caret && caret <= place.End && place.End <= text.Length, $"{text} at {caret}: {place}");
        }
    }

    private static SearchPlace At(string text) =>
        SearchPlace.At(text.Remove(text.IndexOf('|', StringComparison.Ordinal), 1), text.IndexOf('|', StringComparison.Ordinal));
}
