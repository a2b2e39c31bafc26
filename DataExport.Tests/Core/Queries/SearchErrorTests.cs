using DataExport.Core.Queries.Compilation;

namespace DataExport.Tests.Core.Queries;

/// <summary>What is said of a value that cannot be, and of what looks like an attack.</summary>
public sealed class SearchErrorTests : IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData("a timestamp:abc", "'abc' is no time for 'timestamp'; write one such as 2026-11-21, 2026-11-21T12:00:00Z, or -24h for the last 24 hours (at character 13)")]
    [InlineData("received:\"\"", "'' is no time for 'received'; write one such as 2026-11-21, 2026-11-21T12:00:00Z, or -24h for the last 24 hours (at character 10)")]
    [InlineData("timestamp:2026-02-30", "'2026-02-30' is no time for 'timestamp'; write one such as 2026-11-21, 2026-11-21T12:00:00Z, or -24h for the last 24 hours (at character 11)")]
    [InlineData("timestamp:24h", "'24h' is no time for 'timestamp'; write one such as 2026-11-21, 2026-11-21T12:00:00Z, or -24h for the last 24 hours (at character 11)")]
    [InlineData("timestamp:-999999999999w", "'-999999999999w' is no time for 'timestamp'; write one such as 2026-11-21, 2026-11-21T12:00:00Z, or -24h for the last 24 hours (at character 11)")]
    [InlineData("timestamp:2026-*", "'2026-*' is no time for 'timestamp'; write one such as 2026-11-21, 2026-11-21T12:00:00Z, or -24h for the last 24 hours (at character 11)")]
    [InlineData("timestamp:>abc", "'abc' is no time for 'timestamp'; write one such as 2026-11-21, 2026-11-21T12:00:00Z, or -24h for the last 24 hours (at character 12)")]
    [InlineData("timestamp:>+24h", "'+24h' is a comparison by itself; write timestamp:+24h, or -24h after the sign (at character 12)")]
    [InlineData("project.id:abc", "'abc' is no whole number, which 'project.id' is (at character 12)")]
    [InlineData("project.id:[1, 1.5]", "'1.5' is no whole number, which 'project.id' is (at character 16)")]
    [InlineData("issue.id:>=x", "'x' is no whole number, which 'issue.id' is (at character 12)")]
    [InlineData("issue.id:1*", "'1*' is no whole number, which 'issue.id' is (at character 10)")]
    [InlineData("is:foo", "'is:foo' cannot be; there are is:unresolved, is:resolved and is:ignored (at character 4)")]
    [InlineData("is:[resolved, re*]", "'is:re*' cannot be; there are is:unresolved, is:resolved and is:ignored (at character 15)")]
    [InlineData("(level:foo)", "'foo' is no level; there are fatal, error, warning, info, debug (at character 8)")]
    [InlineData("level:[error, \"\"]", "'' is no level; there are fatal, error, warning, info, debug (at character 15)")]
    [InlineData("error.handled:maybe", "'maybe' cannot be; 'error.handled' is true or false (at character 15)")]
    [InlineData("error.handled:t*", "'t*' cannot be; 'error.handled' is true or false (at character 15)")]
    [InlineData("id:xyz", "'xyz' is no id of an event, which has 32 hexadecimal digits (at character 4)")]
    [InlineData("issue:17", "'17' is no short id of an issue, such as SHOP-17 (at character 7)")]
    [InlineData("issue:SHOP-1x", "'SHOP-1x' is no short id of an issue, such as SHOP-17 (at character 7)")]
    [InlineData("issue:SHOP-*", "'SHOP-*' is no short id of an issue, such as SHOP-17 (at character 7)")]
    [InlineData("issue:OTHER-1", "This query has no project 'OTHER', which 'OTHER-1' would be an issue of (at character 7)")]
    [InlineData("!project:other", "This query has no project 'other' (at character 10)")]
    [InlineData("level:>error", "'level' is neither a time nor a number, so it cannot be compared; put the value in quotes if the sign belongs to it (at character 8)")]
    [InlineData("release:>=1.0", "'release' is neither a time nor a number, so it cannot be compared; put the value in quotes if the sign belongs to it (at character 11)")]
    [InlineData("host:<abc", "'abc' is neither a number nor a duration such as 5, 1.5s or 2h, so 'host' cannot be compared with it; put it in quotes if the sign belongs to it (at character 7)")]
    [InlineData("extra.n:>1*", "'1*' is neither a number nor a duration such as 5, 1.5s or 2h, so 'extra.n' cannot be compared with it; put it in quotes if the sign belongs to it (at character 10)")]
    [InlineData("tags[n]:>1e9999999999", "'1e9999999999' is neither a number nor a duration such as 5, 1.5s or 2h, so 'n' cannot be compared with it; put it in quotes if the sign belongs to it (at character 10)")]
    public void Check_ValueThatCannotBe_SaysWhatAndWhere(string search, string error)
    {
        var result = Check(search).Result;

        Assert.Equal(error, result.Error);
        Assert.Equal($"(at character {result.Position + 1})", error[error.LastIndexOf('(')..]);
    }

    [Theory]
    [InlineData("\") OR 1=1--:x")]
    [InlineData("x') OR 1=1--")]
    [InlineData("level:\"error' OR '1'='1\"")]
    [InlineData("level:\"error\\\" OR 1=1--\"")]
    [InlineData("level:\"error' OR '1'='1*\"")]
    [InlineData("has:\"x\\\") OR 1=1--\"")]
    [InlineData("has:\"$.a'\"")]
    [InlineData("tags[\"') OR 1=1--]:*")]
    [InlineData("\"x\\\") OR 1=1--\":>0")]
    [InlineData("contexts.\"') OR 1=1--.x:*")]
    [InlineData("\"contexts.a'.\\\") OR 1=1--\":*")]
    [InlineData("\"extra.') OR 1=1--\":*")]
    [InlineData("extra.n:>\"0) OR (1=1\"")]
    [InlineData("is:\"resolved') OR ('1'='1\"")]
    [InlineData("project:\"1) OR (1=1\"")]
    [InlineData("project:\"*) OR (1=1\"")]
    [InlineData("project.id:\"1 OR 1=1\"")]
    [InlineData("id:\"x' OR 1=1--*\"")]
    [InlineData("issue:\"SHOP-1 OR 1=1\"")]
    [InlineData("timestamp:\"0 OR 1=1\"")]
    [InlineData("timestamp:>\"0 OR 1=1\"")]
    [InlineData("\"\0\":\"\0\"")]
    [InlineData("\"\0 OR 1=1\"")]
    public async Task Read_HostileSearch_FindsNothing(string search)
    {
        await _store.AddAsync(Sample.Event());

        Assert.Empty(Check(search).Result.Error is null ? _store.Column(search, "id") : []);
    }

    [Fact]
    public async Task Read_LongKeyAndValue_AreOnlyText()
    {
        var key = new string('k', 2000);
        await _store.AddAsync(Sample.Event(message: "found", tags: [(key, new string('v', 2000))]), Sample.Event());

        Assert.Equal(["found"], _store.Column($"{key}:{new string('v', 2000)}", "message"));
        Assert.Equal(["found"], _store.Column($"{key}:*{new string('v', 2000)}*", "message"));
    }

    private static SearchCheck Check(string search) => SearchCheck.Run(search, new SearchFacts(TemporaryStore.Slugs, new FakeClock().Now, StatusChange: 0));
}
