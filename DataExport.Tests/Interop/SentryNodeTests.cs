using System.Net;
using System.Text.Json;
using DataExport.Core.Events.Ingesting;
using DataExport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Tests.Interop;

/// <summary>The unmodified SDK for Node sends here; all of it is found in the database and in an export, field by field.</summary>
public sealed class SentryNodeTests(ServerFixture server)
{
    private const int Bulk = 1000;
    private const string Fields =
        """
        ["id", "timestamp", "title", "message", "culprit", "level", "logger", "type", "platform", "environment", "release", "dist", "transaction", "server_name",
         "error.type", "error.value", "error.handled", "user.id", "user.email", "user.username", "user.ip", "sdk.name", "sdk.version", "issue",
         "tags[region]", "tags[checkout.step]", "tags[ratio]", "tags[big]", "tags[number]"]
        """;

    [Fact]
    public async Task Sdk_SendsAllKinds_AllAreStoredAndExported()
    {
        var sender = await SentrySender.AddAsync(server);

        var sent = JsonElement.Parse(await NodeProgram.RunAsync("sentry-node", "send.mjs", sender.Dsn, $"{Bulk}"));

        CheckStored(sender, sent);
        await CheckDroppedAsync(sender);
        CheckExported(sent, await ExportAsync(sender));
    }

    private static void CheckStored(SentrySender sender, JsonElement sent)
    {
        string[] Find(string id, string columns) =>
            sender.Query($"SELECT {columns} FROM events WHERE project_id = {sender.ProjectId} AND event_id = x'{sent.GetProperty(id).GetString()}'");

        Assert.Equal([$"{Bulk + 7}|{Bulk + 7}"], sender.Query($"SELECT count(*), count(DISTINCT event_id) FROM events WHERE project_id = {sender.ProjectId}"));
        Assert.Equal(["""fatal|TypeError: article 5 is not for sale|TypeError|article 5 is not for sale|42|ada@example.com|ada|203.0.113.9|/cart"""],
            Find("exception", "level, title, error_type, error_value, user_id, user_email, user_username, user_ip, \"transaction\""));
        Assert.Equal(["Buy 🛒|ui.click|buy|pro|7|addToCart"], Find("exception",
            """
            json_extract(payload, '$.breadcrumbs[0].message'), json_extract(payload, '$.breadcrumbs[0].category'), json_extract(payload, '$.breadcrumbs[0].data.button'),
            json_extract(payload, '$.user.plan'), dist, json_extract(payload, '$.exception.values[0].stacktrace.frames[#-1].function')
            """));
        Assert.Equal(["3|59.9|-|[\"a\",\"b\"]"], Find("exception",
            """
            json_extract(contexts, '$.basket.items'), json_extract(contexts, '$.basket.total'), json_extract(contexts, '$.basket.coupon'),
            json_extract(extra, '$.tried')
            """));
        Assert.Equal(["Error: order failed|RangeError|quantity -1|Error"], Find("caused",
            "title, json_extract(payload, '$.exception.values[0].type'), json_extract(payload, '$.exception.values[0].value'), json_extract(payload, '$.exception.values[1].type')"));
        Assert.Equal(Find("template", "issue_id"), Find("template2", "issue_id"));
        Assert.NotEqual(Find("fingerprint", "issue_id"), Find("fingerprint2", "issue_id"));
        Assert.Equal([$"{Bulk}|{(Bulk - 1L) * Bulk * ((2L * Bulk) - 1) / 6}"],
            sender.Query($"SELECT count(*), sum(json_extract(extra, '$.square')) FROM events WHERE project_id = {sender.ProjectId} AND message LIKE 'bulk %'"));
        Assert.Equal([$"{Bulk + 7}"], sender.Query($"SELECT sum(times_seen) FROM issues WHERE project_id = {sender.ProjectId}"));
    }

    private async Task CheckDroppedAsync(SentrySender sender)
    {
        var dropped = server.Services.GetRequiredService<DroppedItems>();
        await dropped.FlushAsync(CancellationToken.None);
        var kinds = dropped.List(sender.ProjectId).ToDictionary(item => item.Kind, item => item.Times);

        Assert.Equal(1, kinds["attachment"]);
        Assert.True(kinds["session"] > 0);
    }

    private static void CheckExported(JsonElement sent, Dictionary<string, JsonElement> rows)
    {
        Dictionary<string, string?> Row(string id) =>
            rows[sent.GetProperty(id).GetString()!].EnumerateObject().ToDictionary(cell => cell.Name, cell => TextOf(cell.Value));

        Assert.Equal(Bulk + 7, rows.Count);
        var exception = Row("exception");
        (string Field, string? Value)[] expected =
        [
            ("title", "TypeError: article 5 is not for sale"), ("level", "fatal"), ("type", "error"), ("platform", "node"), ("environment", "staging"),
            ("release", "shop@1.2.3"), ("dist", "7"), ("transaction", "/cart"), ("culprit", "/cart"), ("server_name", "web-1"), ("error.type", "TypeError"),
            ("error.value", "article 5 is not for sale"), ("error.handled", "true"), ("user.id", "42"), ("user.email", "ada@example.com"), ("user.username", "ada"),
            ("user.ip", "203.0.113.9"), ("sdk.name", "sentry.javascript.node"), ("sdk.version", "10.78.0"), ("tags[region]", "eu-west"), ("tags[checkout.step]", "2"),
            ("tags[ratio]", "0.25"), ("tags[big]", "9007199254740993"), ("tags[number]", null),
        ];
        Assert.Equal(expected, expected.Select(field => (field.Field, exception[field.Field])));
        Assert.StartsWith("SHOP-", exception["issue"], StringComparison.Ordinal);

        // NUL and half a surrogate pair are no text; everything else is as it was.
        Assert.Equal("Grüße, \"日本\"\nzweite Zeile\t\uFFFD\uFFFD!", Row("message")["message"]);
        Assert.Equal(("warning", "default"), (Row("message")["level"], Row("message")["type"]));
        Assert.Equal("user ada left after 15 s", Row("template")["message"]);
        Assert.Equal(("2026-11-21T12:00:00.250000Z", "shop.orders"), (Row("fingerprint")["timestamp"], Row("fingerprint")["logger"]));
        var bulk = sent.GetProperty("bulk").EnumerateArray().Select(id => rows[id.GetString()!]).ToList();
        Assert.Equal(Enumerable.Range(0, Bulk).Select(number => $"bulk {number}, n{number}, info"),
            bulk.Select(row => $"{row.GetProperty("message")}, {row.GetProperty("tags[number]")}, {row.GetProperty("level")}"));
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

    private async Task<Dictionary<string, JsonElement>> ExportAsync(SentrySender sender)
    {
        var api = server.Api(sender.Owner.Token);
        var exports = $"organizations/{sender.Organization}/data-export/";
        var made = (await api.PostAsync(exports, $$$"""{"query_type": "Discover", "format": "jsonl", "query_info": {"field": {{{Fields}}}, "query": ""}}""")).Expect(HttpStatusCode.Created);
        var address = $"{exports}{made["id"]}/";
        await Eventually.GetAsync(() => api.GetAsync(address), answer => answer["state"] == "Completed", "the export is Completed");
        using var file = await api.RespondAsync(HttpMethod.Get, address + "download");
        var lines = (await file.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Select(line => JsonElement.Parse(line)).ToDictionary(row => row.GetProperty("id").GetString()!);
    }
}
