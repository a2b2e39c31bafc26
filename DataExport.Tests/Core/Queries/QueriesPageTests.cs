using System.Text.RegularExpressions;
using DataExport.Core.Events;
using DataExport.Core.Queries.Columns;
using DataExport.Core.Queries.Compilation;
using DataExport.Tests.Support;

namespace DataExport.Tests.Core.Queries;

/// <summary>What <c>docs/queries.md</c> says is so.</summary>
public sealed partial class QueriesPageTests : IAsyncLifetime
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "queries.md"));

    /// <summary>Searches of the page, with the numbers of the events below that they find.</summary>
    private static readonly Dictionary<string, string> Answers = new()
    {
        ["payment refused"] = "1 2",
        ["\"payment refused\""] = "1",
        ["pay*refused"] = "1",
        ["environment:production"] = "1 2 4 5",
        ["release:1.*"] = "1 2",
        ["transaction:\"/cart checkout\""] = "1",
        ["browser.name:[Firefox, Safari, \"Mobile Safari\"]"] = "1 3",
        ["!environment:production"] = "3",
        ["has:user.email"] = "2",
        ["!has:user.email"] = "1 3 4 5",
        ["user.email:\"\""] = "1 3 4 5",
        ["level:error OR level:fatal"] = "1 2 3 4",
        ["(level:error OR level:fatal) !payment"] = "3 4",
        ["ärger"] = "",
        ["tags[level]:high"] = "4",
        ["\"tags[the key]\":x"] = "4",
        ["\"the key\":x"] = "4",
        ["path:C:\\temp\\"] = "4",
        ["path:\"C:\\temp\\\\\""] = "4",
        ["message:refused"] = "1 2",
        ["message:\"\""] = "4",
        ["level:error"] = "1 3 4",
        ["is:unresolved"] = "2 3 4 5",
        ["issue:SHOP-1"] = "1",
        ["issue.id:17"] = "",
        ["project:shop"] = "1 2 3 4",
        ["error.handled:false"] = "3",
        ["id:0192f0c4b7a07d6c9a4e3c0b5d2f1a77"] = "5",
        ["timestamp:-24h"] = "1 2 3 4",
        ["timestamp:+24h"] = "5",
        ["timestamp:>=2026-11-21T12:00:00Z"] = "1 2 3 4",
        ["timestamp:<-7d"] = "5",
        ["timestamp:2026-11-21"] = "1 2 3 4",
        ["extra.attempts:>3"] = "2 3",
        ["tags[duration]:>=1.5s"] = "2 3",
        ["extra.attempts:>12345678901234567890"] = "3",
        ["extra.price:1.10"] = "2",
        ["extra.price:>=1.1 extra.price:<=1.1"] = "2 3",
        ["tags[sign]:\">5\""] = "4",
    };

    private readonly TemporaryStore _store = new();

    public static TheoryData<string> Searches => [.. Answers.Keys];

    public static TheoryData<string> Errors => [.. ErrorAnswers.Keys];

    private static Dictionary<string, string> ErrorAnswers => ErrorRow().Matches(Page).ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value);

    public async ValueTask InitializeAsync()
    {
        await _store.AddAsync(
            Make(1, e => (e.Message, e.Release, e.Transaction) = ("Payment refused by the bank", "1.0", "/cart checkout"), ("browser.name", "Firefox")),
            Make(2, e => (e.Message, e.Level, e.Release, e.UserEmail, e.Extra) = ("refused: the payment", "fatal", "1.10", "a@b.de", """{"attempts": 10, "price": 1.10}"""), ("duration", "2s")),
            Make(3, e => (e.Message, e.Environment, e.ErrorHandled, e.Extra) = ("ÄRGER", "staging", false, """{"attempts": 12345678901234567891, "price": 1.1}"""), ("browser.name", "Mobile Safari"), ("duration", "1500")),
            Make(4, e => e.Message = null, ("level", "high"), ("the key", "x"), ("path", "C:\\temp\\"), ("sign", ">5"), ("duration", "149ms")),
            new NewEvent
            {
                ProjectId = 2, EventId = EventId.TryParse("0192f0c4b7a07d6c9a4e3c0b5d2f1a77", out var id) ? id : default, Timestamp = Sample.Noon - (8 * 86_400_000_000), Received = Sample.Noon,
                Message = "old", Level = "info", Logger = "5",
            });
        await _store.Store.Writer.RunAsync(
            session =>
            {
                session.Connection.Execute("UPDATE issues SET status = 'resolved' WHERE id = 1");
                return 0;
            },
            CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [MemberData(nameof(Searches))]
    public void Search_OfThePage_FindsWhatItSays(string search)
    {
        Assert.Contains($"`{search}`", Page, StringComparison.Ordinal);
        Assert.Equal(Answers[search].Split(' ', StringSplitOptions.RemoveEmptyEntries), _store.Column(search, "logger").Order());
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void Error_OfThePage_IsTheAnswer(string search) =>
        Assert.Equal(ErrorAnswers[search], SearchCheck.Run(search, new SearchFacts(TemporaryStore.Slugs, new FakeClock().Now, StatusChange: 0)).Result.Error);

    [Fact]
    public void Searches_OfTheTables_AreAllTried()
    {
        var rows = SearchRow().Matches(Page).Select(row => row.Groups[1].Value).Where(text => ColumnCatalogue.Find(text) is null).ToList();

        Assert.True(rows.Count > 30, "The page has no tables any more.");
        Assert.Empty(rows.Except(Answers.Keys).Except(ErrorAnswers.Keys));
    }

    [Fact]
    public void Columns_OfThePage_AreAllThereAre()
    {
        var columns = Page[Page.IndexOf("## Columns", StringComparison.Ordinal)..Page.IndexOf("## How", StringComparison.Ordinal)];

        Assert.All(ColumnCatalogue.Names, name => Assert.Contains($"`{name}`", columns, StringComparison.Ordinal));
    }

    private static NewEvent Make(int number, Action<NewEvent> change, params (string Key, string Value)[] tags)
    {
        var made = Sample.Event(tags: tags);
        made.Logger = $"{number}";
        change(made);
        return made;
    }

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex SearchRow();

    [GeneratedRegex(@"^\| `(.+?)` \| `(.*\(at character [0-9]+\))` \|", RegexOptions.Multiline)]
    private static partial Regex ErrorRow();
}
