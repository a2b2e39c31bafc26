using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using DataExport.Tests.Support;

namespace DataExport.Tests.Api;

/// <summary>Every message that the description of queries gives for a wrong one, to the letter; those of what is gone by the time that an export runs are in the tests of its generation.</summary>
public sealed class QueryMessageTests(ServerFixture server)
{
    private const string Fifty = "You can export up to 50 fields at a time. Please delete some and try again.";
    private const string NoQuery = "query is a required to export, please pass an empty string if you don't want to set one";
    private static readonly string FiftyOne = string.Join(", ", Enumerable.Repeat("\"id\"", 51));
    private static readonly JsonSerializerOptions AsAnswered = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string, string, string> Wrong { get; } = new()
    {
        { "Discover", """{"query": ""}""", "at least one field is required to export" },
        { "Discover", """{"query": "", "field": []}""", "at least one field is required to export" },
        { "Discover", $$"""{"query": "", "field": [{{FiftyOne}}]}""", Fifty },
        { "Discover", """{"field": "id"}""", NoQuery },
        { "Discover", """{"field": "id", "query": null}""", NoQuery },
        { "Discover", """{"field": "id", "query": "", "environment": "moon"}""", "Environment 'moon' does not exist" },
        { "Discover", """{"field": "id", "query": "", "environment": ["moon"]}""", "Environment 'moon' does not exist" },
        { "Discover", """{"field": "id", "query": "", "statsPeriod": "9y"}""", "Invalid statsPeriod: '9y'" },
        { "Discover", """{"field": "id", "query": "", "start": "soon"}""", "soon is not a valid ISO8601 date query" },
        { "Discover", """{"field": "id", "query": "", "end": "2026-13-01"}""", "2026-13-01 is not a valid ISO8601 date query" },
        { "Discover", """{"field": "id", "query": "", "dataset": "metrics"}""", "metrics is not supported for exports" },
        { "Discover", """{"field": "id", "query": "", "dataset": "transactions"}""", "transactions is not supported for exports" },
        { "Issues-by-Tag", """{"project": "shop", "key": "k"}""", "Invalid group ID" },
        { "Issues-by-Tag", """{"project": "shop", "key": "k", "group": "x"}""", "Invalid group ID" },
        { "Issues-by-Tag", """{"project": "shop", "key": "k", "group": 3.5}""", "Invalid group ID" },
        { "Issues-by-Tag", """{"project": "shop", "key": "k", "group": true}""", "Invalid group ID" },
        { "Issues-by-Tag", """{"project": "shop", "key": "k", "group": 1000000000000000000000000000000}""", "Invalid group ID" },
        { "Issues-by-Tag", """{"project": "shop", "key": "k", "group": 1, "environment": "moon"}""", "Environment 'moon' does not exist" },
        { "Issues-by-Tag", """{"project": "shop", "key": "k", "group": 1, "statsPeriod": "9y"}""", "Invalid statsPeriod: '9y'" },
        { "Issues-by-Tag", """{"project": "shop", "key": "k", "group": 1, "start": "soon"}""", "soon is not a valid ISO8601 date query" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Post_WrongQuery_IsAnsweredWithTheMessage(string type, string info, string message)
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        await server.People.AddProjectAsync(slug, owner, "shop");
        var expected = JsonSerializer.Serialize(new { non_field_errors = new[] { message } }, AsAnswered);
        var body = $$"""{"query_type": "{{type}}", "query_info": {{info}} }""";

        foreach (var address in new[] { $"organizations/{slug}/data-export/", $"organizations/{slug}/data-export/preview/" })
        {
            (await server.Api(owner.Token).PostAsync(address, body)).ExpectJson(HttpStatusCode.BadRequest, expected);
        }
    }
}
