using System.Net;
using System.Text.Json;
using DataExport.Core.Events;
using DataExport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Tests.Api;

/// <summary>Issues-by-Tag and aggregates from the request to the file, over REST.</summary>
public sealed class IssuesByTagTests(ServerFixture server)
{
    [Theory]
    [InlineData("\"Issues-by-Tag\"")]
    [InlineData("0")]
    public async Task Post_IssuesByTag_MakesItsFile(string type)
    {
        var (api, address, issue) = await StartAsync();
        var made = (await api.PostAsync(
            address, $$"""{"query_type": {{type}}, "query_info": {"project": "shop", "group": "{{issue}}", "key": "browser"}, "options": {"compression": "none"} }"""))
            .Expect(HttpStatusCode.Created);
        Assert.Equal("Issues-by-Tag", made.Json.GetProperty("query").GetProperty("type").GetString());
        Assert.Equal(long.Parse(issue, System.Globalization.CultureInfo.InvariantCulture), made.Json.GetProperty("query").GetProperty("info").GetProperty("group").GetInt64());

        var facts = await EndAsync(api, $"{address}{made["id"]}/");

        Assert.Equal(("Completed", "2"), (facts["state"], facts["rowCount"]));
        Assert.StartsWith("Issues-by-Tag_", facts["fileName"]);
        Assert.Equal(
            $"value,times_seen,last_seen,first_seen\r\nfirefox,6,{Events.TimeOf(8)},{Events.TimeOf(1)}\r\n=cmd,4,{Events.TimeOf(9)},{Events.TimeOf(0)}\r\n",
            (await api.GetAsync($"{address}{made["id"]}/download")).Text);
        var manifest = await api.GetAsync($"{address}{made["id"]}/manifest");
        Assert.Equal(["value", "times_seen", "last_seen", "first_seen"], manifest.Json.GetProperty("columns").EnumerateArray().Select(column => column.GetString()!));
        Assert.Contains("\"key\":\"browser\"", manifest.Text);
    }

    [Theory]
    [InlineData("""{"project": "shop", "group": "x", "key": "k"}""", HttpStatusCode.BadRequest, "Invalid group ID")]
    [InlineData("""{"group": 1, "key": "k"}""", HttpStatusCode.BadRequest, "project is required")]
    [InlineData("""{"project": "shop", "group": 1}""", HttpStatusCode.BadRequest, "key is required")]
    [InlineData("""{"project": 999999, "group": 1, "key": "k"}""", HttpStatusCode.Forbidden, "detail")]
    public async Task Post_IssuesByTagWrong_IsRefused(string info, HttpStatusCode status, string text)
    {
        var (api, address, _) = await StartAsync();

        Assert.Contains(text, (await api.PostAsync(address, $$"""{"query_type": "Issues-by-Tag", "query_info": {{info}} }""")).Expect(status).Text);
    }

    [Fact]
    public async Task Post_IssuesByTagOfWhatIsGone_FailsWithNotFound()
    {
        var (api, address, issue) = await StartAsync();
        var made = (await api.PostAsync(address, $$"""{"query_type": "Issues-by-Tag", "query_info": {"project": "shop", "group": {{issue}}, "key": "gone"} }""")).Expect(HttpStatusCode.Created);

        var facts = await EndAsync(api, $"{address}{made["id"]}/");

        Assert.Equal(("Failed", "EARLY"), (facts["state"], facts["status"]));
        Assert.Equal("not_found", facts.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("Requested key does not exist", facts.Json.GetProperty("error").GetProperty("message").GetString());
    }

    [Fact]
    public async Task Post_Aggregates_MakeTheirFile()
    {
        var (api, address, _) = await StartAsync();
        var made = (await api.PostAsync(
            address,
            """
            {"query_type": "Discover", "format": "jsonl", "options": {"compression": "none"}, "query_info": {"query": "", "sort": "-tags[browser]",
             "field": ["tags[browser]", "count()", "p50(tags[ms])", "count_unique(user)", "equation|count() / (count_unique(user) - 2)", "avg(ms)"]}}
            """)).Expect(HttpStatusCode.Created);

        await EndAsync(api, $"{address}{made["id"]}/");

        Assert.Equal(
            """
            {"tags[browser]":"firefox","count()":6,"p50(tags[ms])":4.5,"count_unique(user)":2,"equation|count() / (count_unique(user) - 2)":null,"avg(ms)":4.5}
            {"tags[browser]":"=cmd","count()":4,"p50(tags[ms])":4.5,"count_unique(user)":2,"equation|count() / (count_unique(user) - 2)":null,"avg(ms)":4.5}

            """,
            (await api.GetAsync($"{address}{made["id"]}/download")).Text);
    }

    [Theory]
    [InlineData("""["count_unique()"]""", "[]", "count_unique takes one column")]
    [InlineData("""["equation|1 +"]""", "[]", "a number or an aggregate is missing at character 13")]
    [InlineData("""["eps()"]""", "[]", "a rate needs the length of a period")]
    [InlineData("""["sum(nothing)"]""", "[]", "'nothing' is neither a column nor a tag")]
    [InlineData("""["level", "count()"]""", "\"-timestamp\"", "'-timestamp' is not selected; sort by one of level, count()")]
    public async Task Post_AggregatesWrong_AreRefused(string field, string sort, string text)
    {
        var (api, address, _) = await StartAsync();
        var answer = (await api.PostAsync(address, $$"""{"query_type": "Discover", "query_info": {"field": {{field}}, "query": "", "sort": {{sort}} } }""")).Expect(HttpStatusCode.BadRequest);

        Assert.Contains(text, answer.Json.GetProperty("non_field_errors")[0].GetString());
    }

    [Fact]
    public async Task Post_HostileNames_AreAnsweredOrRefusedAndNeverADefect()
    {
        var (api, address, issue) = await StartAsync();
        string[] names = ["\") OR 1=1--", "$.a'", "a\0b", "a,b)", "]", "'; DROP TABLE events; --", "é😀", new('x', 10_000)];
        foreach (var name in names)
        {
            foreach (var body in new object[]
            {
                new { query_type = "Issues-by-Tag", query_info = new { project = "shop", group = issue, key = name } },
                new { query_type = "Discover", query_info = new { query = "", field = new[] { $"tags[{name}]", $"count_unique(tags[{name}])", $"percentile(tags[{name}], 0.5)" } } },
                new { query_type = "Discover", query_info = new { query = "", field = new[] { "id", $"tags[{name}]" }, sort = $"-tags[{name}]" } },
                new { query_type = "Discover", query_info = new { query = "", field = $"equation|sum(tags[{name}]) / count()" } },
            })
            {
                var made = await api.PostAsync(address, JsonSerializer.Serialize(body));
                if (made.Status == HttpStatusCode.Created)
                {
                    var facts = await EndAsync(api, $"{address}{made["id"]}/");
                    Assert.True(facts["state"] == "Completed" || facts.Json.GetProperty("error").GetProperty("code").GetString() == "not_found", facts.Text);
                }
                else
                {
                    Assert.Equal(HttpStatusCode.BadRequest, made.Status);
                }
            }
        }
    }

    private static Task<ApiAnswer> EndAsync(ApiClient api, string address) =>
        Eventually.GetAsync(() => api.GetAsync(address), answer => answer["state"] is not ("Queued" or "Generating"), "the export has ended");

    private async Task<(ApiClient Api, string Address, string Issue)> StartAsync()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var project = await server.People.AddProjectAsync(slug, owner, "shop");
        await server.AddEventsAsync(project.Id, 10, (added, number) =>
        {
            added.Fingerprint = "one";
            added.UserId = $"{number % 2}";
            added.Tags.Add(KeyValuePair.Create("browser", number % 3 == 0 ? "=cmd" : "firefox"));
            added.Tags.Add(KeyValuePair.Create("ms", $"{number}"));
        });
        using var connection = server.Services.GetRequiredService<EventStore>().OpenReader();
        using var issue = connection.Prepare("SELECT id FROM issues WHERE project_id = ?").Bind(1, project.Id);
        issue.Step();
        return (server.Api(owner.Token), $"organizations/{slug}/data-export/", issue.Text(0)!);
    }
}
