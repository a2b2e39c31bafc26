using DataExport.Core.Queries.Search;

namespace DataExport.Tests.Core.Queries;

/// <summary>What the parser makes of a search, written as a LISP-like text, and what it says about a wrong one.</summary>
public sealed class SearchParserTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" \t\n ", "")]
    [InlineData("word", "word")]
    [InlineData("two words", "(all two words)")]
    [InlineData("\"two words\"", "two words")]
    [InlineData("a AND b OR c d", "(any (all a b) (all c d))")]
    [InlineData("a OR b AND c OR d", "(any a (all b c) d)")]
    [InlineData("(a OR b) c", "(all (any a b) c)")]
    [InlineData("((a))", "a")]
    [InlineData("(a)(b)", "(all a b)")]
    [InlineData("and or ORDER ANDROID", "(all and or ORDER ANDROID)")]
    [InlineData("\"OR\"", "OR")]
    [InlineData("key:value", "key=value")]
    [InlineData("!key:value", "(not key=value)")]
    [InlineData("!word", "(not word)")]
    [InlineData("! word", "(all ! word)")]
    [InlineData("key:\"a \\\"b\\\" c\"", "key=a \"b\" c")]
    [InlineData("key:\"\"", "key=")]
    [InlineData("key:[a, b,\"c d\"]", "key=a|b|c d")]
    [InlineData("!key:[a,b]", "(not key=a|b)")]
    [InlineData("key:a:b", "key=a:b")]
    [InlineData("key:http://x/(y)", "key=http://x/(y)")]
    [InlineData("(key:f(x))", "key=f(x)")]
    [InlineData("has:key", "has key")]
    [InlineData("!has:key", "(not has key)")]
    [InlineData("has:\"a b\"", "has a b")]
    [InlineData("tags[a b:c]:d", "tags[a b:c]=d")]
    [InlineData("key:a*b", "key=a<*>b")]
    [InlineData("key:\\*b*", "key=*b<*>")]
    [InlineData("key:*", "key=<*>")]
    [InlineData("key:a\\b", "key=a\\b")]
    [InlineData("key:C:\\temp\\", "key=C:\\temp\\")]
    [InlineData("key:a\\\\b", "key=a\\b")]
    [InlineData("key:a\\\\*", "key=a\\<*>")]
    [InlineData("key:\"C:\\temp\\\\\"", "key=C:\\temp\\")]
    [InlineData("key:\"a\\d\"", "key=a\\d")]
    [InlineData("key:\"\\\\\\\"\"", "key=\\\"")]
    [InlineData("key:\"\\*\\\\*\"", "key=*\\<*>")]
    [InlineData("\"a b\":c", "a b=c")]
    [InlineData("\"a\\\"b\":c", "a\"b=c")]
    [InlineData("\"tags[a]b[]\":c", "tags[a]b[]=c")]
    [InlineData("\"has\":c \"is\":d", "(all has=c is=d)")]
    [InlineData("has:tags[a b]", "has tags[a b]")]
    [InlineData("(has:back\\slash)", "has back\\slash")]
    [InlineData("key:>5", "key Greater 5")]
    [InlineData("key:>=5.5", "key GreaterOrEqual 5.5")]
    [InlineData("!key:<-24h", "(not key Less -24h)")]
    [InlineData("(key:<=\"2026-11-21 12:00\")", "key LessOrEqual 2026-11-21 12:00")]
    [InlineData("key:\">5\"", "key=>5")]
    [InlineData("key:=5", "key==5")]
    [InlineData(">5", ">5")]
    [InlineData("is:unresolved", "is unresolved")]
    [InlineData("!is:[resolved, ignored]", "(not is resolved|ignored)")]
    [InlineData("100% a_b", "(all 100% a_b)")]
    public void Parse_Search_GivesTree(string text, string expected)
    {
        var result = SearchParser.Parse(text);

        Assert.Null(result.Error);
        Assert.Equal(expected, Write(result.Node));
    }

    [Theory]
    [InlineData("(a", 0)]
    [InlineData("a)", 1)]
    [InlineData("()", 1)]
    [InlineData("a OR", 4)]
    [InlineData("OR a", 0)]
    [InlineData("a AND OR b", 6)]
    [InlineData("key:", 4)]
    [InlineData("key: value", 4)]
    [InlineData("(key:)", 5)]
    [InlineData("has:", 0)]
    [InlineData("\"open", 0)]
    [InlineData("key:\"open", 4)]
    [InlineData("key:[a", 6)]
    [InlineData("key:[", 4)]
    [InlineData("key:[a b]", 7)]
    [InlineData("key:[]", 5)]
    [InlineData("key:[a,]", 7)]
    [InlineData("tags[a:b", 4)]
    [InlineData("number:>", 8)]
    [InlineData("number:>= 5", 9)]
    [InlineData("number:[1, >5]", 11)]
    [InlineData("is:", 3)]
    [InlineData("\"a b\":", 6)]
    [InlineData("has:\"\"", 0)]
    [InlineData("key:\"a\\", 4)]
    [InlineData("has:tags[a", 8)]
    [InlineData("!(a b)", 0)]
    public void Parse_Wrong_NamesTheCharacter(string text, int position)
    {
        var result = SearchParser.Parse(text);

        Assert.Null(result.Node);
        Assert.Equal(position, result.Position);
        Assert.EndsWith($"(at character {position + 1})", result.Error);
    }

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    public void Parse_Nesting_EndsAt32(int depth, bool right)
    {
        Assert.Equal(right, SearchParser.Parse(new string('(', depth) + "a" + new string(')', depth)).Error is null);
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void Parse_Terms_EndAt256(int terms, bool right)
    {
        Assert.Equal(right, SearchParser.Parse(string.Join(' ', Enumerable.Repeat("a", terms))).Error is null);
        Assert.Equal(right, SearchParser.Parse($"k:[{string.Join(',', Enumerable.Repeat("a", terms - 1))}]").Error is null);
    }

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    [InlineData(10_000_000, false)]
    public void Parse_Length_EndsAt4096(int length, bool right)
    {
        Assert.Equal(right, SearchParser.Parse(new string('a', length)).Error is null);
    }

    [Fact]
    public void Parse_HundredThousandParentheses_IsAnError()
    {
        Assert.NotNull(SearchParser.Parse(new string('(', 100_000)).Error);
        Assert.Contains("deeper than 32", SearchParser.Parse(new string('(', 4096)).Error, StringComparison.Ordinal);
    }

    private static string Write(SearchNode? node) => node switch
    {
        null => "",
        SearchNode.All all => $"(all {string.Join(' ', all.Parts.Select(part => Write(part)))})",
        SearchNode.Any any => $"(any {string.Join(' ', any.Parts.Select(part => Write(part)))})",
        SearchNode.Not not => $"(not {Write(not.Part)})",
        SearchNode.Comparison term => $"{term.Key} {term.Operator} {Write(term.Value)}",
        SearchNode.Is term => $"is {string.Join('|', term.States.Select(Write))}",
        SearchNode.Has has => $"has {has.Key}",
        SearchNode.KeyValue term => $"{term.Key}={string.Join('|', term.Values.Select(Write))}",
        SearchNode.Words words => Write(words.Pattern),
        _ => throw new InvalidOperationException(),
    };

    private static string Write(SearchPattern pattern) => string.Join("<*>", pattern.Pieces);
}
