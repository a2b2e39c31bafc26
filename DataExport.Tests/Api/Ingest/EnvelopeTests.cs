using System.Net;
using System.Text;
using DataExport.Core.Events.Ingesting;
using DataExport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Tests.Api.Ingest;

/// <summary>Envelopes as they come, well-formed and not (INGEST: Envelope, Limits).</summary>
public sealed class EnvelopeTests(QuietServer server) : IClassFixture<QuietServer>
{
    private const string Id = "9ec79c33ec9942ab8353589fcb2e04dc";
    private const string Other = "0123456789abcdef0123456789abcdef";
    private const string Header = $$"""{"event_id":"{{Id}}"}""";
    private const string Event = $$"""{"event_id":"{{Id}}","message":"hello","level":"error"}""";
    private const string Second = $$"""{"event_id":"{{Other}}","message":"world"}""";
    private const int MostEventBytes = 1_048_576;

    // Name, body, status, messages that are stored.
    private static readonly (string Name, string Body, int Status, string[] Stored)[] Cases =
    [
        ("no length", $"{Header}\n{{\"type\":\"event\"}}\n{Event}\n", 200, ["hello"]),
        ("no length, no feed at the end", $"{Header}\n{{\"type\":\"event\"}}\n{Event}", 200, ["hello"]),
        ("length", $"{Header}\n{{\"type\":\"event\",\"length\":{Event.Length}}}\n{Event}\n", 200, ["hello"]),
        ("length, no feed at the end", $"{Header}\n{{\"type\":\"event\",\"length\":{Event.Length}}}\n{Event}", 200, ["hello"]),
        ("length null", $"{Header}\n{{\"type\":\"event\",\"length\":null}}\n{Event}\n", 200, ["hello"]),
        ("length with feeds in the payload", $"{Header}\n{{\"type\":\"event\",\"length\":{Event.Length + 2}}}\n\n{Event}\n\n", 200, ["hello"]),
        ("blank lines at the end", $"{Header}\n{{\"type\":\"event\"}}\n{Event}\n\n\n", 200, ["hello"]),
        ("length too short", $"{Header}\n{{\"type\":\"event\",\"length\":{Event.Length - 1}}}\n{Event}\n", 400, []),
        ("length too long", $"{Header}\n{{\"type\":\"event\",\"length\":{Event.Length + 2}}}\n{Event}\n", 400, []),
        ("length of another item too long", $"{Header}\n{{\"type\":\"event\"}}\n{Event}\n{{\"type\":\"attachment\",\"length\":9}}\nx", 400, []),
        ("length of another item too short", $"{Header}\n{{\"type\":\"attachment\",\"length\":1}}\nxx\n{{\"type\":\"event\"}}\n{Event}", 400, []),
        ("length negative", $"{Header}\n{{\"type\":\"event\",\"length\":-1}}\n{Event}\n", 400, []),
        ("length a fraction", $"{Header}\n{{\"type\":\"event\",\"length\":1.5}}\n{Event}\n", 400, []),
        ("length beyond 2^63", $"{Header}\n{{\"type\":\"event\",\"length\":9223372036854775808}}\n{Event}\n", 400, []),
        ("length a string", $"{Header}\n{{\"type\":\"event\",\"length\":\"5\"}}\n{Event}\n", 400, []),
        ("carriage returns before feeds", $"{Header}\r\n{{\"type\":\"event\"}}\r\n{Event}\r\n", 200, ["hello"]),
        ("carriage return after a length", $"{Header}\n{{\"type\":\"event\",\"length\":{Event.Length}}}\n{Event}\r\n", 400, []),
        ("carriage returns alone", $"{Header}\r{{\"type\":\"event\"}}\r{Event}\r", 400, []),
        ("empty envelope", "{}", 200, []),
        ("empty envelope with a feed", "{}\n", 200, []),
        ("empty envelope with two feeds", $"{Header}\n\n", 200, []),
        ("nothing", "", 400, []),
        ("a feed", "\n", 400, []),
        ("header no JSON", "hello\n", 400, []),
        ("header a list", "[]\n", 400, []),
        ("header cut off", "{\"event_id\":\n", 400, []),
        ("item header no JSON", $"{Header}\nevent\n{Event}\n", 400, []),
        ("item header a string", $"{Header}\n\"event\"\n{Event}\n", 400, []),
        ("item header without type", $"{Header}\n{{\"length\":2}}\n{{}}\n", 400, []),
        ("item header with a number as type", $"{Header}\n{{\"type\":1}}\n{{}}\n", 400, []),
        ("item header and no more", $"{Header}\n{{\"type\":\"event\"}}", 400, []),
        ("item header of length 0 and no more", $"{Header}\n{{\"type\":\"session\",\"length\":0}}", 200, []),
        ("event no JSON", $"{Header}\n{{\"type\":\"event\"}}\nhello\n", 400, []),
        ("event a list", $"{Header}\n{{\"type\":\"event\"}}\n[]\n", 400, []),
        ("event with a comma too many", $"{Header}\n{{\"type\":\"event\"}}\n{{\"message\":\"a\",}}\n", 400, []),
        ("unknown items around", $"{Header}\n{{\"type\":\"session\"}}\n{{}}\n{{\"type\":\"event\"}}\n{Event}\n{{\"type\":\"never_heard_of\",\"length\":4}}\n\0\n\0\n\n{{\"type\":\"log\"}}\n{{}}", 200, ["hello"]),
        ("empty payload of an unknown item", $"{Header}\n{{\"type\":\"attachment\"}}\n\n{{\"type\":\"event\"}}\n{Event}", 200, ["hello"]),
        ("two events", $"{Header}\n{{\"type\":\"event\"}}\n{Event}\n{{\"type\":\"event\"}}\n{Second}\n", 200, ["hello", "world"]),
        ("the same event twice", $"{Header}\n{{\"type\":\"event\"}}\n{Event}\n{{\"type\":\"event\"}}\n{Event}\n", 200, ["hello"]),
        ("second event malformed", $"{Header}\n{{\"type\":\"event\"}}\n{Event}\n{{\"type\":\"event\"}}\n{{\n", 400, []),
        ("envelope broken after the event", $"{Header}\n{{\"type\":\"event\"}}\n{Event}\nnonsense", 400, []),
        ("64 deep", $"{Header}\n{{\"type\":\"event\"}}\n{Nested(64)}", 200, ["hello"]),
        ("65 deep", $"{Header}\n{{\"type\":\"event\"}}\n{Nested(65)}", 413, []),
        ("100,000 deep", $"{Header}\n{{\"type\":\"event\"}}\n{Nested(100_000)}", 413, []),
        ("100,000 brackets and no more", $"{Header}\n{{\"type\":\"event\"}}\n{{\"extra\":{new string('[', 100_000)}", 413, []),
        ("header 100,000 deep", $"{{\"trace\":{new string('[', 60_000)}{new string(']', 5_000)}}}\n", 413, []),
        ("event as large as may be", $"{Header}\n{{\"type\":\"event\"}}\n{Sized(MostEventBytes)}\n", 200, ["hello"]),
        ("event as large as may be, with length", $"{Header}\n{{\"type\":\"event\",\"length\":{MostEventBytes}}}\n{Sized(MostEventBytes)}\n", 200, ["hello"]),
        ("event a byte larger", $"{Header}\n{{\"type\":\"event\"}}\n{Sized(MostEventBytes + 1)}\n", 413, []),
        ("event a byte larger, with length", $"{Header}\n{{\"type\":\"event\",\"length\":{MostEventBytes + 1}}}\n{Sized(MostEventBytes + 1)}\n", 413, []),
        ("header of 70,000 bytes", $"{{\"x\":\"{new string('x', 70_000)}\"}}\n", 413, []),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Envelope_OfEachForm_IsStoredOrRefusedWhole(string name)
    {
        var (_, body, status, stored) = Cases.Single(row => row.Name == name);
        var sender = await SentrySender.AddAsync(server);

        var answer = await sender.EnvelopeAsync(body);

        Assert.True((int)answer.Status == status, answer.Text);
        Assert.Equal(stored, sender.Stored());
        if (status != 200)
        {
            Assert.NotEqual("", answer["detail"]);
            Assert.Equal(System.Text.Json.JsonValueKind.Array, answer.Json.GetProperty("causes").ValueKind);
        }
        else if (stored.Length > 0)
        {
            Assert.Equal($$"""{"id":"{{Id}}"}""", answer.Text);
        }
        else
        {
            Assert.Matches("^[0-9a-f]{32}$", answer["id"]);
        }
    }

    [Theory]
    [InlineData("{\"type\":\"event\"}\n{", "The event in item 1 is malformed.", "JSON parse error at line 1, column 2: ")]
    [InlineData("{\"type\":\"event\",\"length\":9}\n{}", "Item 1 is malformed.", "Its header says that it has 9 bytes, but the envelope ends after 2 bytes of it.")]
    [InlineData("{}", "The header of item 1 is malformed.", "\"type\" must be there and be a string, such as \"event\".")]
    [InlineData("{\"type\":\"session\"}\n{}\n{\"type\":5}", "The header of item 2 is malformed.", "\"type\" must be there")]
    public async Task Envelope_Malformed_IsToldWhereAndWhy(string items, string detail, string cause)
    {
        var sender = await SentrySender.AddAsync(server);

        var answer = (await sender.EnvelopeAsync("{}\n" + items)).Expect(HttpStatusCode.BadRequest);

        Assert.Equal(detail, answer["detail"]);
        Assert.StartsWith(cause, answer.Json.GetProperty("causes")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Envelope_WithoutIdInTheEvent_TakesTheHeadersOrAMadeOne()
    {
        var sender = await SentrySender.AddAsync(server);

        var named = (await sender.EnvelopeAsync($"{Header}\n{{\"type\":\"event\"}}\n{{\"message\":\"a\"}}")).Expect(HttpStatusCode.OK);
        var made = (await sender.EnvelopeAsync("{}\n{\"type\":\"event\"}\n{\"message\":\"b\"}")).Expect(HttpStatusCode.OK);
        var hyphens = (await sender.StoreAsync("""{"event_id":"FFFFFFFF-ec99-42ab-8353-589fcb2e04dc","message":"c"}""")).Expect(HttpStatusCode.OK);

        Assert.Equal(Id, named["id"]);
        Assert.Equal("ffffffffec9942ab8353589fcb2e04dc", hyphens["id"]);
        Assert.Equal([$"{Id}|a", $"{made["id"]}|b", "ffffffffec9942ab8353589fcb2e04dc|c"], sender.Stored("lower(hex(event_id)), message"));
    }

    [Fact]
    public async Task Event_SentAgainAndByManyAtOnce_IsStoredOnceAndAlwaysAnswered()
    {
        var sender = await SentrySender.AddAsync(server);
        var body = $"{Header}\n{{\"type\":\"event\"}}\n{Event}\n";

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => sender.EnvelopeAsync(body)));

        Assert.All(answers, answer => Assert.Equal(Id, answer.Expect(HttpStatusCode.OK)["id"]));
        Assert.Equal(["hello"], sender.Stored());
        Assert.Equal(["1"], sender.Query($"SELECT times_seen FROM issues WHERE project_id = {sender.ProjectId}"));
    }

    [Fact]
    public async Task Envelope_OfManyMegabytes_IsStoredInOrder()
    {
        var sender = await SentrySender.AddAsync(server);
        var body = new StringBuilder("{}\n");
        for (var number = 0; number < 12; number++)
        {
            body.Append("{\"type\":\"event\"}\n").Append(Sized(900_000).Replace("hello", $"h{number:0000}", StringComparison.Ordinal).Replace(Id, $"{number:x32}", StringComparison.Ordinal)).Append('\n');
        }

        (await sender.EnvelopeAsync(body.ToString())).Expect(HttpStatusCode.OK);

        Assert.Equal(Enumerable.Range(0, 12).Select(number => $"h{number:0000}"), sender.Stored());
    }

    [Fact]
    public async Task Items_NotKept_AreCountedByKind()
    {
        var sender = await SentrySender.AddAsync(server);

        (await sender.EnvelopeAsync("{}\n{\"type\":\"session\"}\n{}\n{\"type\":\"session\"}\n{}\n{\"type\":\"span\"}\n{}\n{\"type\":\"my own\"}\n{}")).Expect(HttpStatusCode.OK);
        var items = server.Services.GetRequiredService<DroppedItems>();
        await items.FlushAsync(CancellationToken.None);

        Assert.Equal([("session", 2L), ("other", 1L), ("span", 1L)], items.List(sender.ProjectId));
    }

    [Fact]
    public async Task Store_SingleEvent_IsStored()
    {
        var sender = await SentrySender.AddAsync(server);

        Assert.Equal(Id, (await sender.StoreAsync(Event)).Expect(HttpStatusCode.OK)["id"]);
        (await sender.StoreAsync("")).Expect(HttpStatusCode.BadRequest);
        (await sender.StoreAsync("[]")).Expect(HttpStatusCode.BadRequest);
        (await sender.StoreAsync(Nested(65))).Expect(HttpStatusCode.RequestEntityTooLarge);
        (await sender.StoreAsync(Sized(MostEventBytes + 1))).Expect(HttpStatusCode.RequestEntityTooLarge);
        (await sender.StoreAsync(Sized(MostEventBytes).Replace(Id, Other, StringComparison.Ordinal))).Expect(HttpStatusCode.OK);

        Assert.Equal(["hello", "hello"], sender.Stored());
    }

    private static string Nested(int depth) =>
        $$"""{"event_id":"{{Id}}","message":"hello","x":{{new string('[', depth - 1)}}{{new string(']', depth - 1)}}}""";

    private static string Sized(int bytes)
    {
        var start = $$"""{"event_id":"{{Id}}","message":"hello","x":""" + "\"";
        return start + new string('x', bytes - start.Length - 2) + "\"}";
    }
}
