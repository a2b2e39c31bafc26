using System.Text;
using DataExport.Core.Queries.Compilation;
using DataExport.Core.Queries.Search;
using DataExport.Tests.Support;

namespace DataExport.Tests.Core.Queries;

/// <summary>
/// Searches that nobody writes: they are parsed and compiled, or refused with what and where, in a number of steps that grows
/// with their length and no faster. 100,000 searches; <c>FUZZ_SEARCHES</c> asks for more, <c>FUZZ_SEED</c> for others.
/// </summary>
public sealed class SearchFuzzTests
{
    private const int UsualSearches = 100_000;
    private const int StepsForCharacter = 5;
    private const int StepsForAny = 20;

    private static readonly SearchFacts Facts = new(TemporaryStore.Slugs, new FakeClock().Now, StatusChange: 0);

    private static readonly string[] Pieces =
    [
        "(", ")", "[", "]", "\"", "\\", "\\\"", "*", "\\*", ":", "!", ",", " ", "\n", "\0", "\ud800", "\udc00", "😀", "AND", "OR", "has:", "is:", "tags[", "tags[a]:", "key", "level:error", "%", "_", "'", ";", "--",
        ">", "<", "=", ">=", "-24h", "+1w", "timestamp:", "timestamp:>", "2026-11-21", "T12:00", "issue:SHOP-1", "project:", "extra.", "contexts.a.b:", "id:", "error.handled:", "project.id:", "1e9", "ms", "resolved",
    ];

    private static readonly string[] Searches =
    [
        "level:error environment:production payment", "(a OR b) AND !has:user.id", "timestamp:>=2026-11-21T12:00:00Z timestamp:-24h", "tags[he said \"x\"]:[a, \"b c\", d*]",
        "is:[resolved, ignored] issue:SHOP-1 project:shop", "\"two words\" !\"a key\":\"C:\\\\temp\\\\\" extra.n:>1.5s", "id:000000000000000000000000000000ff error.handled:true", "message:\"\" release:1.*",
    ];

    public static TheoryData<string> RepeatedPieces =>
        ["tags[ ", "tags[a ]", "tags[", "tags[a] ", "tags[]:", "\"a\" ", "\"a\":", "\"", "a:[", "(((", ")", "!has:a\\", "a*", "\\", "\\\"", "a:>", "is:", "has:", " ", "! ", "[", "]", "tags[\"", "x tags[ ]"];

    [Fact]
    public void Check_RandomBytes_OnlyEverRefuses()
    {
        var random = new Random(LongForm.Setting("FUZZ_SEED", 1));
        for (var round = 0; round < LongForm.Setting("FUZZ_SEARCHES", UsualSearches) / 2; round++)
        {
            var bytes = new byte[random.Next(60)];
            random.NextBytes(bytes);
            // One byte a character, or as UTF-8 with what is broken in it replaced.
            Check((round % 2 == 0 ? Encoding.Latin1 : Encoding.UTF8).GetString(bytes));
        }
    }

    [Fact]
    public void Check_MutatedSearches_OnlyEverRefuses()
    {
        var random = new Random(LongForm.Setting("FUZZ_SEED", 2));
        var accepted = 0;
        for (var round = 0; round < LongForm.Setting("FUZZ_SEARCHES", UsualSearches) / 2; round++)
        {
            var text = round % 3 == 0
                ? string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => Pieces[random.Next(Pieces.Length)]))
                : Mutate(Searches[random.Next(Searches.Length)], random);
            accepted += Check(text) ? 1 : 0;
        }

        Assert.True(accepted > 1000, $"Only {accepted} were accepted; the mutations are too wild to reach the compiler.");
    }

    [Theory]
    [MemberData(nameof(RepeatedPieces))]
    public void Check_RepeatedPiece_TakesStepsAsItsLength(string piece)
    {
        for (var length = 16; length <= SearchParser.MostCharacters; length *= 2)
        {
            Check(string.Concat(Enumerable.Repeat(piece, length / piece.Length)));
            Check(string.Concat(Enumerable.Repeat(piece, (length - 8) / piece.Length)) + "]a:b\"");
        }
    }

    private static string Mutate(string text, Random random)
    {
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var from = random.Next(text.Length + 1);
            var to = Math.Min(text.Length, from + random.Next(4));
            text = random.Next(3) switch
            {
                0 => text[..from] + text[to..],
                1 => text[..from] + Pieces[random.Next(Pieces.Length)] + text[from..],
                _ => text[..from] + text[from..to] + text[from..],
            };
        }

        return text;
    }

    private static bool Check(string text)
    {
        try
        {
            var (result, _, _) = SearchCheck.Run(text, Facts);
            Assert.True(result.Steps <= (StepsForCharacter * text.Length) + StepsForAny, $"{result.Steps} steps");
            Assert.InRange(result.Position, 0, text.Length);
            Assert.True(result.Error is null || (result.Node is null && result.Error.EndsWith($" (at character {result.Position + 1})", StringComparison.Ordinal)), result.Error);
            return result.Error is null;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Failed on {System.Text.Json.JsonSerializer.Serialize(text)}: {exception.Message}", exception);
        }
    }
}
