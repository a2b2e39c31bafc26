using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataExport.Tests.Support;

namespace DataExport.Tests.Api;

/// <summary>Every member of a request × values that nobody expects there: accepted or refused, but never a defect, also not later while the file is made.</summary>
public sealed class HostileQueryTests(ServerFixture server)
{
    private static readonly string[] Members =
    [
        "query_type", "query_info", "format", "limit", "name", "notify", "options", "options.delimiter", "options.bom", "options.spreadsheetSafe",
        "options.timezone", "options.compression", "query_info.field", "query_info.query", "query_info.project", "query_info.environment",
        "query_info.statsPeriod", "query_info.statsPeriodStart", "query_info.start", "query_info.end", "query_info.sort", "query_info.dataset",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "1e400", "99999999999999999999999", "\"\"", "\" \"", "\"\\u0000\"", "\"*\"", "\"99999999999d\"", "\"0001-01-01T00:00:00Z\"",
        "\"9999-12-31T23:59:59.9999999+14:00\"", "\"' OR 1=1; --\"", "\"((((((((((\"", "\"tags[]\"", "\"tags[\\\"]\"", "\"\\\"\"", "\"é😀\\u202e\"", "[]", "{}", "[[]]", "[null]",
        "[{}]", "[1, \"a\", true]", "{\"a\": {\"b\": []}}",
    ];

    public static TheoryData<string> AllMembers => [.. Members];

    [Theory]
    [MemberData(nameof(AllMembers))]
    public async Task Post_UnexpectedValue_IsNeverADefect(string member)
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var project = await server.People.AddProjectAsync(slug, owner, "shop");
        await server.AddEventsAsync(project.Id, 3);
        var api = server.Api(owner.Token);
        foreach (var value in Values.Append(JsonSerializer.Serialize(new string('(', 100_000))).Append(JsonSerializer.Serialize(new string('x', 100_000))))
        {
            var answer = await api.PostAsync($"organizations/{slug}/data-export/", With(member, value));

            Assert.True(answer.Status < HttpStatusCode.InternalServerError, $"{member}: {value}: {answer.Text}");
            Assert.Equal("application/json", answer.ContentHeaders.ContentType?.MediaType);
        }

        var ended = await Eventually.GetAsync(
            () => api.GetAsync($"organizations/{slug}/data-export/?per_page=100"), list => States(list).All(state => state is not ("Queued" or "Generating")), "all have ended");
        Assert.All(ended.Json.EnumerateArray(), export => Assert.True(export.GetProperty("state").GetString() == "Completed", export.ToString()));
    }

    private static IEnumerable<string?> States(ApiAnswer list) => list.Json.EnumerateArray().Select(export => export.GetProperty("state").GetString());

    // Numbers such as 1e400 fit no type: the value is put in as text.
    private static string With(string member, string value)
    {
        const string place = "\"@@\"";
        var body = JsonNode.Parse("""{"query_type": "Discover", "query_info": {"field": ["id"], "query": ""}, "options": {}}""")!;
        var path = member.Split('.');
        (path.Length == 1 ? body : body[path[0]]!)[path[^1]] = "@@";
        return body.ToJsonString().Replace(place, value, StringComparison.Ordinal);
    }
}
