using System.Text;
using DataExport.Core.Events;
using DataExport.Core.Queries.Discover;
using DataExport.Core.Queries.Reading;

namespace DataExport.Tests.Core.Queries;

/// <summary>Every column, and every kind of text, as it comes out of the store.</summary>
public sealed class CellTests : IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    public static TheoryData<string> AwkwardTexts =>
    [
        "plain", " spaces around ", "line\nbreak", "cr\r\nlf", "a \"quoted\" word", "back\\slash \\n \\u0041", "comma, semicolon; tab\t", "12345678901234567890", "1.10", "-0",
        "😀 family 👨‍👩‍👧", "ключ", "e\u0301 combining", "\u200Fright to left", "\u0001\u001f\u007f control", "\u2028 separators \u2029", "</script>&amp;", "'", "{\"json\": [1, null]}", "$.\"path\"", "null", "a\0b", "\uFFFE\uFFFF",
    ];

    [Theory]
    [MemberData(nameof(AwkwardTexts))]
    public async Task Read_AwkwardText_ComesOutAsItWentIn(string text)
    {
        var made = Sample.Event(2, message: text, tags: [("value", text), (text, "key"), ("other", "x")]);
        made.Culprit = text;
        await _store.AddAsync(made, Sample.Event(2, Sample.Noon - 1));

        var rows = _store.Rows(TemporaryStore.Query("", "message", "culprit", "tags[value]", $"tags[{text}]", "tags[other]", "tags[missing]"));

        Assert.Equal<string?>([text, text, text, "key", "x", null], rows[0].ToList());
        Assert.Equal<string?>(["m", null, null, null, null, null], rows[1].ToList());
    }

    [Fact]
    public async Task Read_LoneSurrogates_BecomeReplacementCharacters()
    {
        await _store.AddAsync(Sample.Event(message: "a\ud800b", tags: [("value", "\udc00"), ("k\ud83d", "half")]));

        Assert.Equal<string?>(["a\uFFFDb", "\uFFFD", "half"], Assert.Single(_store.Rows(TemporaryStore.Query("", "message", "value", "tags[k\uFFFD]"))).ToList());
        Assert.Contains("k\uFFFD", _store.Store.TagKeys([1]));
    }

    [Fact]
    public async Task Read_TagsOfAwkwardCharacters_AreThoseOfTheirKeys()
    {
        var random = new Random(33);
        string Any() => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => "a\"\\:,{}é\n\u0001\uFFFD"[random.Next(11)]));
        List<Dictionary<string, string>> events = [.. Enumerable.Range(0, 300).Select(_ => Enumerable.Range(0, 8).Select(_ => Any()).Distinct().ToDictionary(key => key, _ => Any()))];
        await _store.AddAsync(events.Select((tags, index) => Sample.Event(1, Sample.Noon - index, tags: [.. tags.Select(tag => (tag.Key, tag.Value))])));
        string[] keys = [.. events.SelectMany(tags => tags.Keys).Distinct().Take(400)];

        var rows = _store.Rows(TemporaryStore.Query("", [.. keys.Select(key => $"tags[{key}]")]));

        Assert.Equal(events.Select(tags => keys.Select(key => tags.GetValueOrDefault(key)).ToList()), rows.Select(row => row.ToList()));
    }

    [Fact]
    public async Task Read_TagThatAnotherRuntimeEscaped_IsFound()
    {
        await _store.AddAsync(Sample.Event(tags: [("é", "v")]));
        await _store.ExecuteAsync("""UPDATE events SET tags = '{"\u00e9":"v"}'""");

        Assert.Equal("v", Assert.Single(_store.Column("", "tags[é]")));
    }

    [Fact]
    public async Task Read_LongTexts_AreWhole()
    {
        var text = string.Concat(Enumerable.Range(0, 300_000).Select(number => (char)('a' + (number % 26)))) + "\n😀";
        await _store.AddAsync(Sample.Event(message: text, tags: [("value", text)]), Sample.Event(message: "short", tags: [("value", "s\n")]));

        Assert.Equal([["short", "s\n"], [text, text]], _store.Rows(TemporaryStore.Query("", "message", "value")));
    }

    [Fact]
    public async Task Read_Times_HaveEveryDigitWhateverTheTimeBefore()
    {
        var random = new Random(31);
        long[] times =
        [
            .. Enumerable.Range(0, 500).Select(number => Sample.Noon + (number * 7_654_321L)), .. Enumerable.Range(0, 500).Select(_ => random.NextInt64(-62_135_596_800_000_000, 253_402_300_800_000_000)),
            -1, 0, 1, 59_999_999, 60_000_000, -60_000_000, -60_000_001, -59_999_999,
        ];
        await _store.AddAsync(times.Select(time => Sample.Event(1, time)));

        var expected = times.OrderDescending().Select(time => DateTime.UnixEpoch.AddTicks(10 * time).ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(expected, _store.Column("", "timestamp"));
    }

    [Fact]
    public async Task Read_ManyEvents_AreTheSameBeforeAndAfterTheyAreInTheFile()
    {
        var random = new Random(32);
        await _store.AddAsync(Enumerable.Range(0, 3000).Select(number =>
        {
            var made = Sample.Event(1 + (number % 3), Sample.Noon + random.Next(1000), $"{number} {new string('m', random.Next(5000))}", ("k", $"{number % 5}"));
            (made.UserEmail, made.Release, made.Payload) = (number % 2 == 0 ? null : $"{number}@example.com", $"r{number % 9}", $"\"{new string('p', random.Next(9000))}\"");
            return made;
        }));
        var query = TemporaryStore.Query("", [.. DataExport.Core.Queries.Columns.ColumnCatalogue.Names, "tags[k]"]);
        Assert.True(_store.Database.Settled.SettledId < _store.Store.CutOff);
        var byStatements = _store.Rows(query);

        await _store.SettleAsync();

        Assert.Equal(byStatements, _store.Rows(query));
    }

    [Fact]
    public async Task Read_EveryColumn_HoldsItsValue()
    {
        var made = new NewEvent
        {
            ProjectId = 2, EventId = new EventId(255), Timestamp = -1, Received = 1_795_219_200_000_001, Level = "fatal", Message = "msg", Culprit = "cul", Logger = "log",
            Platform = "plat", Environment = "env", Release = "rel", Dist = "dis", Transaction = "tra", ServerName = "ser", ErrorType = "E", ErrorValue = "v",
            ErrorHandled = true, UserEmail = "mail", UserName = "name", UserIp = "ip", SdkName = "sdk", SdkVersion = "ver", HttpMethod = "GET", HttpUrl = "url",
        };
        await _store.AddAsync(made);

        var row = _store.Rows(TemporaryStore.Query("", [.. DataExport.Core.Queries.Columns.ColumnCatalogue.Names])).Single();

        Assert.Equal<string?>(
            ["000000000000000000000000000000ff", "1969-12-31T23:59:59.999999Z", "2026-11-21T00:00:00.000001Z", "back-office", "2", "BACK-OFFICE-1", "1", "E: v", "msg", "cul", "fatal", "log", "error",
             "plat", "env", "rel", "dis", "tra", "ser", "E", "v", "true", "mail", null, "mail", "name", "ip", "sdk", "ver", "GET", "url"],
            row.ToList());
    }

    [Theory]
    [InlineData("Europe/Berlin", 1_795_262_400_000_000, "2026-11-21T13:00:00.000000+01:00")]
    [InlineData("Europe/Berlin", 1_782_000_000_000_000, "2026-06-21T02:00:00.000000+02:00")]
    [InlineData("Europe/Berlin", 1_792_888_200_000_000, "2026-10-25T02:30:00.000000+02:00")]
    [InlineData("Europe/Berlin", 1_792_891_800_000_000, "2026-10-25T02:30:00.000000+01:00")]
    [InlineData("Europe/Berlin", 1_774_746_000_000_000, "2026-03-29T03:00:00.000000+02:00")]
    [InlineData("America/St_Johns", 1_795_262_400_000_000, "2026-11-21T08:30:00.000000-03:30")]
    [InlineData("Asia/Kathmandu", 1_795_262_400_000_001, "2026-11-21T17:45:00.000001+05:45")]
    [InlineData("America/New_York", -62_135_596_800_000_000, "0001-01-01T00:00:00.000000+00:00")]
    [InlineData("Asia/Tokyo", 253_402_300_799_999_999, "9999-12-31T23:59:59.999999+00:00")]
    [InlineData("UTC", -62_135_596_800_000_000, "0001-01-01T00:00:00.000000Z")]
    public async Task Read_Zone_WritesTheLocalTimeWithItsOffset(string zone, long timestamp, string expected)
    {
        await _store.AddAsync(Sample.Event(timestamp: timestamp));

        Assert.Equal(expected, _store.Rows(TemporaryStore.Query("", "timestamp"), zone: TimeZoneInfo.FindSystemTimeZoneById(zone)).Single()[0]);
    }

    [Fact]
    public async Task Read_HostileNames_AreOnlyNames()
    {
        string[] keys = ["\") OR 1=1--", "'; DROP TABLE events;--", "$.a'", "$[0]", "a\"b", "a\\\"b", "?1", "]", "[", "a]b[", "%", "*", "tags", "id", "events.tags", new string('k', 10_000), "\0", "a.b", "a\nb"];
        await _store.AddAsync(keys.Select((key, index) => Sample.Event(timestamp: Sample.Noon + index, message: $"{index}", tags: [(key, $"v{index}"), ("common", "c")])));

        // Bare names too, as they stand in a query that was frozen while the tag was there.
        foreach (var (key, index) in keys.Select((key, index) => (key, index)))
        {
            foreach (var field in key == "id" ? [$"tags[{key}]"] : new[] { $"tags[{key}]", key })
            {
                var rows = _store.Rows(new DiscoverQuery { Field = [field, "tags[common]"], Query = "", Project = [1] });
                Assert.Equal(keys.Length, rows.Count);
                Assert.Equal($"v{index}", rows[^(index + 1)][0]);
                Assert.Equal(1, rows.Count(row => row[0] is not null));
                Assert.All(rows, row => Assert.Equal("c", row[1]));
            }
        }

        Assert.Equal(keys.Length, _store.Number("SELECT count(*) FROM events"));
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
