using DataExport.Core.Events;
using static DataExport.Tests.Core.Queries.SearchStore;

namespace DataExport.Tests.Core.Queries;

/// <summary>Which events a search finds, against the same question put to a list.</summary>
public sealed class SearchTests(SearchStore shared) : IClassFixture<SearchStore>
{
    private static readonly Dictionary<string, Func<NewEvent, bool>> Answers = new()
    {
        [""] = _ => true,
        ["disk"] = e => Contains(e, "disk"),
        ["DISK"] = e => Contains(e, "disk"),
        ["disk full"] = e => Contains(e, "disk") && Contains(e, "full"),
        ["!disk"] = e => !Contains(e, "disk"),
        ["\"two words\""] = e => Contains(e, "two words"),
        ["two words"] = e => Contains(e, "two") && Contains(e, "words"),
        ["disk_full"] = e => Contains(e, "disk_full"),
        ["100%"] = e => Contains(e, "100%"),
        ["ÄRGER"] = e => e.Message == "ÄRGER",
        ["line*quoted"] = e => e.Message?.StartsWith("line", StringComparison.Ordinal) == true,
        ["😀"] = e => Contains(e, "😀"),
        ["\"\\\"quoted\\\"\""] = e => Contains(e, "\"quoted\""),
        ["host:db-1"] = e => Tag(e, "host") == "db-1",
        ["!host:db-1"] = e => Tag(e, "host") != "db-1",
        ["host:db-*"] = e => Tag(e, "host")?.StartsWith("db-", StringComparison.OrdinalIgnoreCase) == true,
        ["!host:db-*"] = e => Tag(e, "host")?.StartsWith("db-", StringComparison.OrdinalIgnoreCase) != true,
        ["host:a\\*b"] = e => Tag(e, "host") == "a*b",
        ["host:a*b"] = e => Tag(e, "host") is "a*b" or "axb",
        ["host:100%"] = e => Tag(e, "host") == "100%",
        ["host:*%"] = e => Tag(e, "host")?.EndsWith('%') == true,
        ["host:C:\\temp\\"] = e => Tag(e, "host") == "C:\\temp\\",
        ["host:*\\temp\\"] = e => Tag(e, "host") == "C:\\temp\\",
        ["host:*"] = e => Tag(e, "host") is not null,
        ["host:\"\""] = e => Tag(e, "host") is null,
        ["!host:\"\""] = e => Tag(e, "host") is not null,
        ["has:host"] = e => Tag(e, "host") is not null,
        ["!has:host"] = e => Tag(e, "host") is null,
        ["host:[db-1, \"a*b\", 100%]"] = e => Tag(e, "host") is "db-1" or "a*b" or "axb" or "100%",
        ["!host:[db-1, db-2]"] = e => Tag(e, "host") is not ("db-1" or "db-2"),
        ["number:98765432109876543210"] = e => Tag(e, "number") == "98765432109876543210",
        ["number:12345678901234567890"] = _ => false,
        ["a.b:dotted"] = e => Tag(e, "a.b") is not null,
        ["tags[a b]:spaced"] = e => Tag(e, "a b") is not null,
        ["tags[he said \"x\"]:quoted"] = e => Tag(e, "he said \"x\"") is not null,
        ["back\\slash:b"] = e => Tag(e, "back\\slash") is not null,
        ["!back\\slash:b"] = e => Tag(e, "back\\slash") is null,
        ["has:\"he said \\\"x\\\"\""] = e => Tag(e, "he said \"x\"") is not null,
        ["ключ:юник*"] = e => Tag(e, "ключ") is not null,
        ["😀:smile"] = e => Tag(e, "😀") is not null,
        ["tags[tab\tkey\u0001]:control"] = e => Tag(e, "tab\tkey\u0001") is not null,
        ["tags[level]:tagged"] = e => Tag(e, "level") is not null,
        ["tags[$.a']:path"] = e => Tag(e, "$.a'") is not null,
        ["level:FATAL"] = e => e.Level == "fatal",
        ["!level:error"] = e => e.Level != "error",
        ["level:[info, warning]"] = e => e.Level is "info" or "warning",
        ["environment:\"\""] = e => string.IsNullOrEmpty(e.Environment),
        ["!environment:production"] = e => e.Environment != "production",
        ["!has:environment"] = e => string.IsNullOrEmpty(e.Environment),
        ["release:1.*"] = e => e.Release?.StartsWith("1.", StringComparison.Ordinal) == true,
        ["project:shop"] = e => e.ProjectId == 1,
        ["project:*o*"] = e => e.ProjectId is 1 or 2,
        ["message:DISK"] = e => Contains(e, "disk"),
        ["message:d*full"] = e => Contains(e, "disk"),
        ["!message:[disk, words]"] = e => !Contains(e, "disk") && !Contains(e, "words"),
        ["message:\"\""] = e => string.IsNullOrEmpty(e.Message),
        ["!project:[shop, x]"] = e => e.ProjectId == 2,
        ["project:unk*"] = _ => false,
        ["project.id:3"] = e => e.ProjectId == 3,
        ["error.handled:false"] = e => e.ErrorHandled == false,
        ["!error.handled:true"] = e => e.ErrorHandled != true,
        ["has:error.handled"] = e => e.ErrorHandled is not null,
        ["error.value:\"x is (null)\""] = e => e.ErrorValue is not null,
        ["user:7"] = e => e.UserId == "7",
        ["user:*@example.com"] = e => e.UserEmail is not null && e.UserId is null,
        ["user.email:*@example.com"] = e => e.UserEmail is not null,
        ["server_name:web[1]"] = e => e.ServerName is not null,
        ["timestamp:2026-11-21T12:00:00Z"] = _ => true,
        ["!timestamp:2026-11-21"] = _ => false,
        ["disk OR two"] = e => Contains(e, "disk") || Contains(e, "two"),
        ["disk_full OR two project:shop"] = e => Contains(e, "disk_full") || (Contains(e, "two") && e.ProjectId == 1),
        ["(disk OR two) !host:db-1"] = e => (Contains(e, "disk") || Contains(e, "two")) && Tag(e, "host") != "db-1",
        ["level:error (project:shop OR project:x) AND !has:host"] =
            e => e.Level == "error" && (e.ProjectId is 1 or 3) && Tag(e, "host") is null,
        ["nothing:x"] = _ => false,
        ["!nothing:x"] = _ => true,
        ["has:nothing"] = _ => false,
    };

    public static TheoryData<string> Searches => [.. Answers.Keys];

    [Theory]
    [MemberData(nameof(Searches))]
    public void Read_Search_FindsWhatTheListHas(string search)
    {
        var expected = shared.Events.Where(Answers[search]).Select(e => e.EventId.ToString()).Order();

        Assert.Equal(expected, shared.Store.Column(search, "id").Order());
    }

    [Fact]
    public void Read_EventId_FindsItInEveryForm()
    {
        var id = shared.Events[3].EventId.ToString();

        Assert.Equal([id], shared.Store.Column($"id:{id}", "id"));
        Assert.Equal([id], shared.Store.Column($"id:{Guid.Parse(id):D}", "id"));
        Assert.Equal([id], shared.Store.Column($"id:*{id[10..]}", "id"));
        Assert.Equal(shared.Events.Count - 1, shared.Store.Column($"!id:{id}", "id").Count);
    }

    [Fact]
    public void Read_ShortId_FindsTheIssue()
    {
        var query = TemporaryStore.Query("", "issue", "id");
        foreach (var group in shared.Store.Rows(query).GroupBy(row => row[0]!))
        {
            Assert.Equal(group.Select(row => row[1]), shared.Store.Column($"issue:{group.Key}", "id"));
            Assert.Equal(group.Select(row => row[1]), shared.Store.Column($"issue:{group.Key.ToLowerInvariant()}", "id"));
            Assert.Equal(shared.Events.Count - group.Count(), shared.Store.Column($"!issue:{group.Key}", "id").Count);
        }

        Assert.Empty(shared.Store.Column("issue:SHOP-999", "id"));
    }

    [Fact]
    public void Read_NulInSearch_DoesNotEndThePattern()
    {
        Assert.Empty(shared.Store.Column("\"full\0x\"", "id"));
        Assert.Empty(shared.Store.Column("host:db\0*", "id"));
    }

    private static bool Contains(NewEvent @event, string text) => @event.Message?.Contains(text, StringComparison.OrdinalIgnoreCase) == true
        // Only the case of ASCII letters is folded.
        && (text.All(char.IsAscii) || @event.Message.Contains(text, StringComparison.Ordinal));
}
