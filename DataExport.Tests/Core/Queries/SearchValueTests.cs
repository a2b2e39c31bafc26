using System.Text.Json;
using DataExport.Core.Queries.Discover;

namespace DataExport.Tests.Core.Queries;

/// <summary>Times, numbers, durations, states of issues, contexts and extra data: what is found, and what is written into a file.</summary>
public sealed class SearchValueTests : IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData("timestamp:-24h", "edge in")]
    [InlineData("timestamp:+24h", "before edge")]
    [InlineData("!timestamp:-24h", "before")]
    [InlineData("timestamp:>-24h", "in")]
    [InlineData("timestamp:>=-24h", "edge in")]
    [InlineData("timestamp:<-24h", "before")]
    [InlineData("timestamp:2026-11-20", "before edge")]
    [InlineData("timestamp:2026-11-20T12:59", "before")]
    [InlineData("timestamp:2026-11-20T13:00:00+00:00", "edge")]
    [InlineData("timestamp:\"2026-11-20 14:00:00+01:00\"", "edge")]
    [InlineData("timestamp:2026-11-20T12:59:59.999999Z", "before")]
    [InlineData("timestamp:2026-11-20T12:59:59.5Z", "")]
    [InlineData("timestamp:[2026-11-20T12:59, 2026-11-21]", "before in")]
    [InlineData("timestamp:>2026-11-20 timestamp:<2026-11-21T00:00:00Z", "before edge")]
    [InlineData("timestamp:*", "before edge in")]
    public async Task Read_Time_FindsItsSpan(string search, string messages)
    {
        // Queries of tests are asked at 13:00 on the 21st.
        var edge = Sample.Noon - (23 * 3_600_000_000L);
        await _store.AddAsync(Sample.Event(timestamp: edge - 1, message: "before"), Sample.Event(timestamp: edge, message: "edge"), Sample.Event(message: "in"));

        Assert.Equal(messages.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), _store.Column(search, "message").Order());
    }

    [Theory]
    [InlineData(">1.1", "10 12345678901234567890 12345678901234567891")]
    [InlineData(">=1.1", "1.10 10 12345678901234567890 12345678901234567891")]
    [InlineData("<1.1", "-5")]
    [InlineData(">12345678901234567890", "12345678901234567891")]
    [InlineData(">=\"12345678901234567891\"", "12345678901234567891")]
    [InlineData("<=-5", "-5")]
    [InlineData(">9ms", "10 12345678901234567890 12345678901234567891 2h 150ms")]
    [InlineData("<1s", "-5 1.10 10 150ms")]
    [InlineData(">=0.15s", "12345678901234567890 12345678901234567891 2h 150ms")]
    public async Task Read_Number_ComparesAsNumber(string comparison, string values)
    {
        string[] all = ["-5", "1.10", "10", "12345678901234567890", "12345678901234567891", "2h", "150ms", "abc", "1.", "0x10"];
        await _store.AddAsync(all.Select(value => Sample.Event(tags: [("n", value)])));
        await _store.AddAsync(Sample.Event());
        var expected = values.Split(' ').Order(StringComparer.Ordinal).ToList();

        Assert.Equal(expected, _store.Column($"n:{comparison}", "n").Order(StringComparer.Ordinal));
        Assert.Equal(all.Length + 1 - expected.Count, _store.Column($"!n:{comparison}", "id").Count);
    }

    [Fact]
    public async Task Read_ContextsAndExtra_KeepTheirText()
    {
        var made = Sample.Event();
        made.Contexts = """{"os": {"name": "Li\u006eux", "": "x", "a.b": 1.10}, "he \"said\"": {"k": true}, "empty": {}, "list": [1], "os.name": {"x": "y"}}""";
        made.Extra = """{"n": 12345678901234567890, "f": 1.10, "e": 1E+400, "t": true, "none": null, "blank": "", "list": [1, "a \" ] b" , {"x" : 1.0}], "a.b": "dotted", "twice": 1, "twice": "last", "text": "5"}""";
        await _store.AddAsync(made, Sample.Event(timestamp: Sample.Noon - 1));

        var rows = _store.Rows(TemporaryStore.Query("", "contexts.os.name", "contexts.os.a.b", "contexts.he \"said\".k", "contexts.empty.x", "contexts.list.0", "extra.n", "extra.f",
            "extra.e", "extra.t", "extra.none", "extra.blank", "extra.list", "extra.a.b", "extra.twice", "extra.text", "extra.missing"));

        Assert.Equal<string?>(
            ["Linux", "1.10", "true", null, null, "12345678901234567890", "1.10", "1E+400", "true", null, null, "[1,\"a \\\" ] b\",{\"x\":1.0}]", "dotted", "last", "5", null], rows[0].ToList());
        Assert.All(rows[1], Assert.Null);
    }

    [Theory]
    [InlineData("extra.n:12345678901234567890")]
    [InlineData("extra.f:1.10 !extra.f:1.1 extra.f:>=1.1 extra.f:<1.11")]
    [InlineData("extra.t:true has:extra.t")]
    [InlineData("!has:extra.none extra.none:\"\" extra.missing:\"\"")]
    [InlineData("extra.list:\"[1,2]\" extra.list:*2]")]
    [InlineData("contexts.os.name:linux* contexts.os.name:[Windows, Linux]")]
    [InlineData("\"contexts.he \\\"said\\\".k\":deep")]
    [InlineData("extra.text:>4 extra.e:>12345678901234567890")]
    public async Task Read_SearchOfContextsAndExtra_FindsTheEvent(string search)
    {
        var made = Sample.Event(message: "found");
        made.Contexts = """{"os": {"name": "Linux"}, "he \"said\"": {"k": "deep"}}""";
        made.Extra = """{"n": 12345678901234567890, "f": 1.10, "t": true, "none": null, "list": [1, 2], "text": "5", "e": 1e400}""";
        await _store.AddAsync(made);

        Assert.Equal(["found"], _store.Column(search, "message"));
        Assert.Empty(_store.Column($"{search} nothing", "message"));
    }

    [Fact]
    public async Task Read_HostileNames_AreOnlyNames()
    {
        string[] keys = ["\") OR 1=1--", "'; DROP TABLE events;--", "$.a'", "$[0]", "a\"b", "a\\\"b", "?1", "]", "%", "*", "id", "events.extra", new string('k', 10_000), "\0", "a.b", "a\nb", " "];
        await _store.AddAsync(keys.Select((key, index) =>
        {
            var made = Sample.Event(timestamp: Sample.Noon - index, message: $"{index}");
            made.Extra = JsonSerializer.Serialize(new Dictionary<string, string> { [key] = $"v{index}" });
            made.Contexts = JsonSerializer.Serialize(new Dictionary<string, Dictionary<string, string>> { [key.Replace('.', '_')] = new() { [key] = $"v{index}" } });
            return made;
        }));

        foreach (var (key, index) in keys.Select((key, index) => (key, index)))
        {
            foreach (var field in new[] { $"extra.{key}", $"contexts.{key.Replace('.', '_')}.{key}" })
            {
                var rows = _store.Rows(TemporaryStore.Query("", field));
                Assert.Equal(keys.Length, rows.Count);
                Assert.Equal($"v{index}", rows[index][0]);
                Assert.Equal(1, rows.Count(row => row[0] is not null));
                if (field.Length < 4000)
                {
                    Assert.Equal([$"{index}"], _store.Column($"has:\"{field.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"", "message"));
                }
            }
        }

        Assert.Equal(keys.Length, _store.Number("SELECT count(*) FROM events"));
    }

    [Fact]
    public async Task Read_States_AreThoseOfTheTimeOfTheRequest()
    {
        await _store.AddAsync(Sample.Event(message: "one"), Sample.Event(message: "two"), Sample.Event(message: "three"));
        await ChangeAsync("resolved", "one");
        await ChangeAsync("ignored", "two");
        var asked = _store.Store.LastStatusChange();
        var before = States(asked);
        await ChangeAsync("unresolved", "one");
        await ChangeAsync("resolved", "three");

        Assert.Equal(["three | one | two | two,three"], [before]);
        Assert.Equal(before, States(asked));
        Assert.Equal("one | three | two | one,two", States(_store.Store.LastStatusChange()));

        string States(long change) => string.Join(" | ", new[] { "is:unresolved", "is:RESOLVED", "is:ignored", "!is:resolved" }.Select(search =>
            string.Join(',', _store.Rows(TemporaryStore.Query(search, "message") with { StatusChange = change, Sort = ["timestamp"] }).Select(row => row[0]))));
    }

    [Fact]
    public void Query_WithoutRelativeParts_HasNoSuchMembers()
    {
        var json = JsonSerializer.Serialize(
            new DiscoverQuery { Field = ["id"], Query = "", Project = [1] }, DataExport.Core.Queries.QuerySettings.Json);

        Assert.DoesNotContain("now", json, StringComparison.Ordinal);
        Assert.DoesNotContain("statusChange", json, StringComparison.Ordinal);
    }

    private Task<int> ChangeAsync(string status, string title) => _store.Store.Writer.RunAsync(
        session =>
        {
            using var change = session.Connection.Prepare("UPDATE issues SET status = ?1 WHERE title = ?2");
            change.Bind(1, status).Bind(2, title).Run();
            return 0;
        },
        CancellationToken.None);
}
