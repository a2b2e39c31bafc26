using System.Text;
using System.Text.Json;
using DataExport.Core.Events;
using DataExport.Core.Events.Ingesting;

namespace DataExport.Tests.Core.Events.Ingesting;

/// <summary>What becomes of each member of an event (INGEST: Event).</summary>
public sealed class EventNormaliserTests
{
    private static readonly EventId Made = new(1);

    [Fact]
    public void Normalise_Nothing_TakesTheDefaults()
    {
        var made = Normalise("{}");

        Assert.Equal((Made, Sample.Noon, Sample.Noon, 7), (made.EventId, made.Timestamp, made.Received, made.ProjectId));
        Assert.Equal(("error", "production", "default"), (made.Level, made.Environment, made.Type));
        Assert.Null(made.Message ?? made.Release ?? made.UserId ?? made.Contexts ?? made.Extra ?? made.Fingerprint);
        Assert.Equal("{}", made.Payload);
    }

    [Fact]
    public void Normalise_EverythingAnSdkSends_FillsEachColumn()
    {
        var made = Normalise("""
            {"event_id":"9ec79c33ec9942ab8353589fcb2e04dc","timestamp":"2026-11-21T12:00:00.123456Z","level":"warning","logger":"shop.cart","platform":"python",
             "environment":"staging","release":"shop@1.2","dist":"7","transaction":"/cart","server_name":"web-1","sdk":{"name":"sentry.python","version":"2.1.0","packages":[]},
             "request":{"method":"POST","url":"https://shop.example.com/cart","headers":[["A","b"]]},"user":{"id":7,"email":"a@example.com","username":"ada","ip_address":"203.0.113.9","plan":"pro"},
             "tags":{"a":"1"},"contexts":{"os":{"name":"Linux"}},"extra":{"n":1},"modules":{"flask":"3"},"breadcrumbs":{"values":[{"message":"x"}]},"logentry":{"formatted":"hello"}}
            """);

        Assert.Equal("9ec79c33ec9942ab8353589fcb2e04dc", made.EventId.ToString());
        Assert.Equal(Sample.Noon + 123_456, made.Timestamp);
        Assert.Equal(("warning", "shop.cart", "python", "staging"), (made.Level, made.Logger, made.Platform, made.Environment));
        Assert.Equal(("shop@1.2", "7", "/cart", "web-1"), (made.Release, made.Dist, made.Transaction, made.ServerName));
        Assert.Equal(("sentry.python", "2.1.0"), (made.SdkName, made.SdkVersion));
        Assert.Equal(("POST", "https://shop.example.com/cart"), (made.HttpMethod, made.HttpUrl));
        Assert.Equal(("7", "a@example.com", "ada", "203.0.113.9"), (made.UserId, made.UserEmail, made.UserName, made.UserIp));
        Assert.Equal([new("a", "1")], made.Tags);
        Assert.Equal("""{"os":{"name":"Linux"}}""", made.Contexts);
        Assert.Equal("""{"n":1}""", made.Extra);
        Assert.Equal(("hello", "/cart"), (made.Message, made.Culprit));
        var rest = JsonElement.Parse(made.Payload!);
        Assert.Equal("x", rest.GetProperty("breadcrumbs").GetProperty("values")[0].GetProperty("message").GetString());
        Assert.Equal("3", rest.GetProperty("modules").GetProperty("flask").GetString());
        Assert.Equal("pro", rest.GetProperty("user").GetProperty("plan").GetString());
        Assert.False(rest.TryGetProperty("tags", out _) || rest.TryGetProperty("contexts", out _) || rest.TryGetProperty("extra", out _));
    }

    [Theory]
    [InlineData("""{"event_id":5,"timestamp":[],"level":{},"logger":[1],"user":"ada","tags":5,"contexts":[1],"extra":"x","exception":7,"logentry":[],"sdk":"x","request":5,"fingerprint":{}}""")]
    [InlineData("""{"event_id":"none","timestamp":"yesterday","level":null,"user":null,"tags":null,"exception":{"values":null},"fingerprint":[null],"environment":null}""")]
    [InlineData("""{"exception":{"values":[null,5]},"tags":[["a"],["a","b","c"],5,null,{"key":"a"}],"environment":""}""")]
    public void Normalise_MembersOfTheWrongKind_AreNotUsedAndStayInThePayload(string json)
    {
        var made = Normalise(json);

        Assert.Equal((Made, Sample.Noon, "error", "production", "default"), (made.EventId, made.Timestamp, made.Level, made.Environment, made.Type));
        Assert.Empty(made.Tags);
        Assert.Null(made.Fingerprint);
        Assert.Equal(json, made.Payload);
    }

    [Fact]
    public void Normalise_UnknownMembersAndNumbers_AreKeptToTheDigit()
    {
        const string json = """{"my_own":{"a":[1,2.50,1e3,-0.0,12345678901234567890,0.1234567890123456789],"ä":"ö"},"other":null}""";

        Assert.Equal(json, Normalise(json).Payload);
        var made = Normalise("""{"extra":{"n":9007199254740993},"contexts":{"c":{"n":18446744073709551616.00}},"tags":{"n":9007199254740993,"t":true},"user":{"id":9007199254740993}}""");
        Assert.Equal("""{"n":9007199254740993}""", made.Extra);
        Assert.Equal("""{"c":{"n":18446744073709551616.00}}""", made.Contexts);
        Assert.Equal([new("n", "9007199254740993"), new("t", "true")], made.Tags);
        Assert.Equal("9007199254740993", made.UserId);
    }

    [Theory]
    [InlineData("""{"b":"2","a":"1","a":"3"}""", "b=2,a=1,a=3")]
    [InlineData("""[["b","2"],["a",1.50]]""", "b=2,a=1.50")]
    [InlineData("""[{"key":"b","value":"2"},{"key":"a","value":false}]""", "b=2,a=false")]
    [InlineData("""{"none":null,"empty":"","":"x","list":[1, 2],"object":{"a":"b"}}""", "list=[1, 2],object={\"a\":\"b\"}")]
    public void Normalise_Tags_AreReadFromMapsAndPairs(string tags, string expected) =>
        Assert.Equal(expected, string.Join(',', Normalise($$"""{"tags":{{tags}}}""").Tags.Select(tag => $"{tag.Key}={tag.Value}")));

    [Theory]
    [InlineData("\"2026-11-21T12:00:00Z\"", 0)]
    [InlineData("\"2026-11-21T12:00:00.5Z\"", 500_000)]
    [InlineData("\"2026-11-21T12:00:00.123456789Z\"", 123_456)]
    [InlineData("\"2026-11-21T13:00:00+01:00\"", 0)]
    [InlineData("\"2026-11-21T07:30:00.25-04:30\"", 250_000)]
    [InlineData("\"2026-11-21t12:00:00z\"", 0)]
    [InlineData("\"2026-11-21 12:00:00\"", 0)]
    [InlineData("\"2026-11-21T11:59:60Z\"", 0)]
    [InlineData("1795262400", 0)]
    [InlineData("1795262400.000001", 1)]
    [InlineData("1795262400.1234567", 123_456)]
    [InlineData("1.7952624e9", 0)]
    [InlineData("\"1795262400.5\"", 500_000)]
    [InlineData("1795262400500", 500_000)]
    public void Normalise_Timestamps_AreReadInEachForm(string timestamp, long afterNoon) =>
        Assert.Equal(Sample.Noon + afterNoon, Normalise($$"""{"timestamp":{{timestamp}}}""").Timestamp);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0.5", -500_000)]
    [InlineData("\"0001-01-01T00:00:00Z\"", -62_135_596_800_000_000)]
    [InlineData("\"9999-12-31T23:59:59.999999Z\"", 253_402_300_799_999_999)]
    [InlineData("200000000000", 200_000_000_000_000_000)]
    public void Normalise_TimestampsOfAnyYear_AreKept(string timestamp, long microseconds) =>
        Assert.Equal(microseconds, Normalise($$"""{"timestamp":{{timestamp}}}""").Timestamp);

    [Theory]
    [InlineData("\"fatal\"", "fatal")]
    [InlineData("\"Warning\"", "warning")]
    [InlineData("\"log\"", "info")]
    [InlineData("\"critical\"", "fatal")]
    [InlineData("5", "error")]
    public void Normalise_Levels_AreFolded(string level, string expected) => Assert.Equal(expected, Normalise($$"""{"level":{{level}}}""").Level);

    [Theory]
    [InlineData("""{"message":"hello"}""", "hello")]
    [InlineData("""{"message":{"formatted":"hello"}}""", "hello")]
    [InlineData("""{"logentry":{"formatted":"b left","message":"%s left","params":["a"]}}""", "b left")]
    [InlineData("""{"logentry":{"message":"%s left %d times, 100%% sure, %r","params":["ada",3,null]}}""", "ada left 3 times, 100% sure, null")]
    [InlineData("""{"logentry":{"message":"%(who)s left %(n)d","params":{"who":"ada","n":2}}}""", "ada left 2")]
    [InlineData("""{"logentry":{"message":"{} and {0} and {1}","params":["a","b"]}}""", "a and a and b")]
    [InlineData("""{"logentry":{"message":"{who} left at {when:HH}","params":{"who":"ada","when":"noon"}}}""", "ada left at noon")]
    [InlineData("""{"logentry":{"message":"%s and %s {","params":["a"]}}""", "a and %s {")]
    [InlineData("""{"logentry":{"message":"100% {x} %(y"}}""", "100% {x} %(y")]
    [InlineData("""{"logentry":"hello"}""", "hello")]
    public void Normalise_Messages_HaveTheirParametersPutIn(string json, string expected) => Assert.Equal(expected, Normalise(json).Message);

    [Theory]
    [InlineData("{")]
    [InlineData("%(")]
    [InlineData("{}")]
    [InlineData("%s")]
    [InlineData("%%")]
    public void Normalise_HostileTemplate_IsFastAndSmall(string part)
    {
        var template = string.Concat(Enumerable.Repeat(part, 300_000 / part.Length));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var made = Normalise($$$"""{"logentry":{"message":"{{{template}}}","params":["{{{new string('x', 300_000)}}}"]}}""");

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{watch.Elapsed}");
        Assert.True(made.Message!.Length <= 1_500_000);
    }

    [Theory]
    [InlineData("""{"values":[{"type":"Inner","value":"a"},{"type":"Outer","value":"b"}]}""", "Outer", "b", "Outer: b")]
    [InlineData("""[{"type":"Inner","value":"a"},{"type":"Outer","value":"b"},null]""", "Outer", "b", "Outer: b")]
    [InlineData("""{"type":"Only","value":5}""", "Only", "5", "Only: 5")]
    [InlineData("""[{"type":"Only"}]""", "Only", null, "Only")]
    [InlineData("""[{"value":"only"}]""", null, "only", "only")]
    [InlineData("""[{"stacktrace":{}}]""", "Error", null, "Error")]
    public void Normalise_Exceptions_AreNamedByTheOutermost(string exception, string? type, string? value, string title)
    {
        var made = Normalise($$"""{"exception":{{exception}}}""");

        Assert.Equal((type, value, title, title), (made.ErrorType, made.ErrorValue, Grouping.Title(made), made.Message));
        Assert.Equal("error", made.Type);
    }

    [Theory]
    [InlineData("""[{"type":"A"}]""", null)]
    [InlineData("""[{"type":"A","mechanism":{"handled":true}}]""", true)]
    [InlineData("""[{"type":"A","mechanism":{"handled":false}},{"type":"B","mechanism":{"handled":true}}]""", false)]
    [InlineData("""[{"type":"A","mechanism":{"handled":null}},{"type":"B","mechanism":"generic"}]""", null)]
    public void Normalise_Handled_IsFalseWhenOneWasNot(string exception, bool? handled) =>
        Assert.Equal(handled, Normalise($$"""{"exception":{{exception}}}""").ErrorHandled);

    [Theory]
    [InlineData("python", """{"module":"shop.cart","function":"add","in_app":true},{"module":"lib","function":"x","in_app":false}""", "shop.cart in add")]
    [InlineData("python", """{"filename":"cart.py"},{"filename":"lib.py","function":"x"}""", "lib.py in x")]
    [InlineData("python", """{"filename":"cart.py","in_app":true}""", "cart.py in ?")]
    [InlineData("javascript", """{"filename":"app.js","function":"add","in_app":true}""", "add(app.js)")]
    [InlineData("node", """{"function":"add"}""", "add")]
    public void Normalise_Culprit_IsTheInnermostFrameOfTheProgram(string platform, string frames, string culprit)
    {
        var json = $$$"""{"exception":[{"type":"A","stacktrace":{"frames":[{{{frames}}}]}}],"platform":"{{{platform}}}"}""";

        Assert.Equal(culprit, Normalise(json).Culprit);
        Assert.Equal("/cart", Normalise(json.Replace("{\"exception\"", "{\"transaction\":\"/cart\",\"exception\"", StringComparison.Ordinal)).Culprit);
    }

    [Fact]
    public void Normalise_AutomaticIp_IsTheSenders()
    {
        Assert.Equal("203.0.113.7", Normalise("""{"user":{"ip_address":"{{auto}}"}}""").UserIp);
        Assert.Null(Normalise("""{"user":{"id":"a"}}""").UserIp);
    }

    internal static NewEvent Normalise(string json)
    {
        using var document = IngestJson.ParseObject(Encoding.UTF8.GetBytes(json), "event");
        return EventNormaliser.Normalise(document.RootElement, new EventOrigin(7, Made, Sample.Noon, "203.0.113.7"));
    }
}
