using System.Net;
using DataExport.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Tests.Api;

/// <summary><c>POST data-export/preview/</c>, over HTTP.</summary>
public sealed class PreviewTests(ServerFixture server)
{
    private const string Body = """{"query_type": "Discover", "query_info": {"field": ["id", "message", "tags[n]"], "query": "message", "sort": "timestamp"}, "options": {"spreadsheetSafe": true}}""";

    [Fact]
    public async Task Post_Preview_ShowsTheBeginningOfTheFileAndQueuesNothing()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var project = await server.People.AddProjectAsync(slug, owner, "shop");
        await server.AddEventsAsync(project.Id, 25, (added, number) => added.Message = $"=message {number}");

        var answer = (await server.Api(owner.Token).PostAsync($"organizations/{slug}/data-export/preview/", Body)).Expect(HttpStatusCode.OK);

        Assert.Equal("""["id","message","tags[n]"]""", answer["columns"]);
        var rows = answer.Json.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(0, 20).Select(number => $"'=message {number}"), rows.Select(row => row[1].GetString()));
        Assert.Equal("", rows[0][2].GetString());
        Assert.Equal(("25", "True", "True", "False", "[]"), (answer["rowsEstimate"], answer["estimateIsExact"], answer["rowsComplete"], answer["truncated"], answer["warnings"]));
        Assert.Equal(0, await server.WithDatabaseAsync(database => database.Exports.CountAsync(row => row.UserId == owner.Id)));
    }

    [Fact]
    public async Task Post_Preview_JsonLines_ShowsNulls()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var project = await server.People.AddProjectAsync(slug, owner, "shop");
        await server.AddEventsAsync(project.Id, 1);

        var answer = await server.Api(owner.Token).PostAsync(
            $"organizations/{slug}/data-export/preview/", """{"query_type": "Discover", "query_info": {"field": ["message", "dist"], "query": ""}, "format": "jsonl", "extra": 1}""");

        Assert.Equal("""[["message 0",null]]""", answer.Expect(HttpStatusCode.OK)["rows"]);
        Assert.Equal("""["\"extra\" is not known and was ignored."]""", answer["warnings"]);
    }

    [Theory]
    [InlineData("""{"query_type": "x", "query_info": {}}""")]
    [InlineData("""{"query_type": "Discover", "query_info": {"field": [], "query": "("}, "limit": 0, "format": "xls"}""")]
    [InlineData("""{"query_type": "Discover", "query_info": {"field": ["id"]}}""")]
    [InlineData("""{"query_type": "Discover", "query_info": {"field": "id", "query": "", "project": 99999}}""")]
    [InlineData("""{"query_type": "Discover", """)]
    [InlineData("[]")]
    public async Task Post_WrongRequest_IsAnsweredAsForAnExport(string body)
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        await server.People.AddProjectAsync(slug, owner, "shop");
        var api = server.Api(owner.Token);

        var preview = await api.PostAsync($"organizations/{slug}/data-export/preview/", body);
        var export = await api.PostAsync($"organizations/{slug}/data-export/", body);

        Assert.InRange((int)preview.Status, 400, 403);
        Assert.Equal((export.Status, export.Text), (preview.Status, preview.Text));
    }

    [Fact]
    public async Task Post_WithoutTheFeature_Is404()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        await server.WithDatabaseAsync(database => database.Organizations.Where(row => row.Slug == slug).ExecuteUpdateAsync(set => set.SetProperty(row => row.DiscoverQuery, false)));

        (await server.Api(owner.Token).PostAsync($"organizations/{slug}/data-export/preview/", Body)).Expect(HttpStatusCode.NotFound);
    }
}
