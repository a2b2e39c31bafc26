using System.Net;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Tests.Api;

/// <summary><c>issues/</c>, over HTTP.</summary>
public sealed class IssueTests(ServerFixture server)
{
    private const string NotFound = """{"detail":"The requested resource does not exist"}""";

    [Fact]
    public async Task List_Issues_SortsSearchesAndPages()
    {
        var (slug, owner, _) = await SetUpAsync();
        var api = server.Api(owner.Token);
        var address = $"organizations/{slug}/issues/";
        async Task ExpectAsync(string query, params string[] titles) => Assert.Equal(
            titles,
            (await api.GetAsync(address + query)).Expect(HttpStatusCode.OK).Json.EnumerateArray().Select(issue => issue.GetProperty("title").GetString()));

        await ExpectAsync("", "rare", "often");
        await ExpectAsync("?sort=freq", "often", "rare");
        await ExpectAsync("?query=OFT", "often");
        await ExpectAsync("?status=resolved");
        await ExpectAsync("?project=shop&status=unresolved", "rare", "often");
        await ExpectAsync("?per_page=1&cursor=0:1:0", "often");
        Assert.Contains("results=\"true\"; cursor=\"0:1:0\"", (await api.GetAsync($"{address}?per_page=1")).Header("Link"), StringComparison.Ordinal);
        (await api.GetAsync($"{address}?project=nothing")).Expect(HttpStatusCode.Forbidden);
        (await api.GetAsync($"{address}?sort=x")).ExpectJson(HttpStatusCode.BadRequest, """{"sort":["\"x\" is not a valid choice. Allowed: date, new, freq."]}""");
    }

    [Fact]
    public async Task Read_Issue_HasCountsTimesAndTags()
    {
        var (slug, owner, project) = await SetUpAsync();
        var api = server.Api(owner.Token);
        var id = (await api.GetAsync($"organizations/{slug}/issues/?query=often")).Json[0].GetProperty("id").GetString();

        var issue = await Eventually.GetAsync(
            () => api.GetAsync($"organizations/{slug}/issues/{id}/"), answer => answer["tags"] != "[]", "the tags are counted");

        Assert.Equal("3", issue["count"]);
        Assert.Equal("SHOP-1", issue["shortId"]);
        Assert.Equal(Events.TimeOf(0), issue.Json.GetProperty("firstSeen").GetDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", null));
        Assert.Equal($"{project.Id}", issue.Json.GetProperty("project").GetProperty("id").GetString());
        var tag = issue.Json.GetProperty("tags").EnumerateArray().Single(found => found.GetProperty("key").GetString() == "colour");
        Assert.Equal("red", tag.GetProperty("topValues")[0].GetProperty("value").GetString());
        Assert.Equal(issue.Text, (await api.GetAsync($"issues/{id}/")).Text);
        Assert.Equal(issue["tags"], (await api.GetAsync($"issues/{id}/tags/")).Text);
    }

    [Fact]
    public async Task Put_Status_ResolvesAndTakesItBack()
    {
        var (slug, owner, _) = await SetUpAsync();
        var api = server.Api(owner.Token);
        var list = $"organizations/{slug}/issues/";
        var id = (await api.GetAsync($"{list}?query=often")).Json[0].GetProperty("id").GetString();

        var resolved = (await api.SendAsync(HttpMethod.Put, $"issues/{id}/", """{"status": "resolved"}""")).Expect(HttpStatusCode.OK);

        Assert.Equal(("resolved", id), (resolved["status"], resolved["id"]));
        Assert.Equal(id, (await api.GetAsync($"{list}?status=resolved")).Json[0].GetProperty("id").GetString());
        Assert.Equal("ignored", (await api.SendAsync(HttpMethod.Put, $"{list}{id}/", """{"status": "ignored"}"""))["status"]);
        Assert.Equal("unresolved", (await api.SendAsync(HttpMethod.Put, $"issues/{id}/", """{"status": "unresolved"}"""))["status"]);
        Assert.Equal("[]", (await api.GetAsync($"{list}?status=resolved")).Text);
    }

    [Theory]
    [InlineData("{}", """{"status":["This field is required."]}""")]
    [InlineData("""{"status": 1}""", """{"status":["Not a valid string."]}""")]
    [InlineData("""{"status": "done"}""", """{"status":["\u0022done\u0022 is not a valid choice. Allowed: unresolved, resolved, ignored."]}""")]
    public async Task Put_WrongStatus_Is400(string body, string expected)
    {
        var (slug, owner, _) = await SetUpAsync();
        var api = server.Api(owner.Token);
        var id = (await api.GetAsync($"organizations/{slug}/issues/")).Json[0].GetProperty("id").GetString();

        var answer = (await api.SendAsync(HttpMethod.Put, $"issues/{id}/", body)).Expect(HttpStatusCode.BadRequest);

        Assert.Equal(System.Text.Json.Nodes.JsonNode.Parse(expected)!.ToJsonString(), System.Text.Json.Nodes.JsonNode.Parse(answer.Text)!.ToJsonString());
    }

    [Fact]
    public async Task Read_IssueOfOthers_Is404AtBothAddresses()
    {
        var (slug, owner, project) = await SetUpAsync();
        var id = (await server.Api(owner.Token).GetAsync($"organizations/{slug}/issues/")).Json[0].GetProperty("id").GetString();
        var (otherSlug, stranger) = await server.People.AddOrganizationAsync();
        var member = await server.People.AddMemberAsync(slug, OrganizationRole.Member);
        await server.WithDatabaseAsync(async database =>
        {
            (await database.Projects.Include(row => row.Teams).SingleAsync(row => row.Id == project.Id)).Teams.Clear();
            return await database.SaveChangesAsync();
        });

        foreach (var (token, address) in new[]
        {
            (stranger.Token, $"issues/{id}/"), (stranger.Token, $"organizations/{otherSlug}/issues/{id}/"), (stranger.Token, $"issues/{id}/tags/"),
            (member.Token, $"issues/{id}/"), (member.Token, $"organizations/{slug}/issues/{id}/"), (owner.Token, "issues/99999999999999999999/"), (owner.Token, "issues/x/"),
        })
        {
            (await server.Api(token).GetAsync(address)).ExpectJson(HttpStatusCode.NotFound, NotFound);
        }
    }

    private async Task<(string Slug, Person Owner, Project Project)> SetUpAsync()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var project = await server.People.AddProjectAsync(slug, owner, "shop");
        await server.AddEventsAsync(project.Id, 4, (added, number) =>
        {
            added.Message = number < 3 ? "often" : "rare";
            added.Tags.Add(new("colour", number < 2 ? "red" : "blue"));
        });
        return (slug, owner, project);
    }
}
