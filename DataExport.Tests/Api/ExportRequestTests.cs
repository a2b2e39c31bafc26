using System.Net;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;

namespace DataExport.Tests.Api;

/// <summary>POST data-export (EXPORTS: POST), over HTTP, on a server where what is queued stays queued.</summary>
public sealed class ExportRequestTests(QuietServer server) : IClassFixture<QuietServer>
{
    private const string Minimal = """{"query_type": "Discover", "query_info": {"field": ["id"], "query": ""}}""";

    [Fact]
    public async Task Post_New_Is201WithTheQueuedExport()
    {
        var (api, address, project) = await SetUpAsync();

        var answer = (await api.PostAsync(address, """
            {"query_type": "Discover", "query_info": {"field": ["id", "title"], "query": "level:error", "project": ["shop"]},
             "limit": 100, "name": "errors of the week", "notify": false, "options": {"spreadsheetSafe": true}}
            """)).Expect(HttpStatusCode.Created);

        Assert.Equal("Queued", answer["state"]);
        Assert.Equal("EARLY", answer["status"]);
        Assert.Equal("errors of the week", answer["name"]);
        Assert.Equal("1", answer.Json.GetProperty("progress").GetProperty("queuePosition").ToString());
        Assert.Equal("[]", answer["warnings"]);
        var info = answer.Json.GetProperty("query").GetProperty("info");
        Assert.Equal($"[{project.Id}]", info.GetProperty("project").GetRawText());
        Assert.EndsWith($"/data-export/{answer["id"]}/", answer.Header("Location"), StringComparison.Ordinal);
        Assert.Equal(answer.Text, (await api.GetAsync(new Uri(answer.Header("Location")!).AbsolutePath)).Text);
    }

    [Fact]
    public async Task Post_SameWhileQueued_Is200AndTheSameExport()
    {
        var (api, address, _) = await SetUpAsync();

        var first = (await api.PostAsync(address, Minimal)).Expect(HttpStatusCode.Created);
        var again = (await api.PostAsync(address, Minimal.Replace("[\"id\"]", "\"id\"", StringComparison.Ordinal).Replace("{\"query_type\"", "{\"name\": \"other\", \"query_type\"", StringComparison.Ordinal))).Expect(HttpStatusCode.OK);
        var other = (await api.PostAsync(address, Minimal.Replace("\"query\": \"\"", "\"query\": \"x\"", StringComparison.Ordinal))).Expect(HttpStatusCode.Created);

        Assert.Equal(first["id"], again["id"]);
        Assert.NotEqual(first["id"], other["id"]);
    }

    [Fact]
    public async Task Post_ManyAtOnce_MakeOneRow()
    {
        var (api, address, _) = await SetUpAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => api.PostAsync(address, Minimal)));

        Assert.Single(answers.Select(answer => answer["id"]).Distinct());
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(1, (await api.GetAsync(address)).Json.GetArrayLength());
    }

    [Fact]
    public async Task Post_TypeAsNumber_IsTheSameType()
    {
        var (api, address, _) = await SetUpAsync();

        var answer = (await api.PostAsync(address, Minimal.Replace("\"Discover\"", "1", StringComparison.Ordinal))).Expect(HttpStatusCode.Created);

        Assert.Equal("Discover", answer.Json.GetProperty("query").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Post_UnknownMembers_AreIgnoredAndNamed()
    {
        var (api, address, _) = await SetUpAsync();

        var answer = (await api.PostAsync(address, """
            {"query_type": "Discover", "query_info": {"field": ["id"], "query": ""}, "colour": 1, "options": {"bom": true, "shape": {}}}
            """)).Expect(HttpStatusCode.Created);

        Assert.Equal("""["\"colour\" is not known and was ignored.","\"options.shape\" is not known and was ignored."]""", answer["warnings"]);
    }

    [Fact]
    public async Task Post_IdempotencyKey_LeadsToTheSameExportOrConflicts()
    {
        var (api, address, project) = await SetUpAsync();
        await server.AddEventsAsync(project.Id, 1);
        (string, string) key = ("Idempotency-Key", "abc");

        var first = (await api.PostAsync(address, Minimal, key)).Expect(HttpStatusCode.Created);
        (await api.PostAsync($"{address}{first["id"]}/cancel/")).Expect(HttpStatusCode.OK);
        var again = (await api.PostAsync(address, Minimal, key)).Expect(HttpStatusCode.OK);
        var other = await api.PostAsync(address, Minimal + " ", key);
        var withEnvironment = await api.PostAsync($"{address}?environment=production", Minimal, key);
        var tooLong = await api.PostAsync(address, Minimal, ("Idempotency-Key", new string('k', 256)));

        Assert.Equal(first["id"], again["id"]);
        Assert.Equal("Cancelled", again["state"]);
        other.ExpectJson(HttpStatusCode.Conflict, """{"detail":"This Idempotency-Key was used for another request body. Use a new key for a new request."}""");
        withEnvironment.Expect(HttpStatusCode.Conflict);
        tooLong.ExpectJson(HttpStatusCode.BadRequest, """{"detail":"The header Idempotency-Key may have 255 characters."}""");
    }

    [Fact]
    public async Task Post_EnvironmentOfTheAddress_CountsAsTheQuerys()
    {
        var (api, address, project) = await SetUpAsync();
        await server.AddEventsAsync(project.Id, 1, (added, _) => added.Environment = "staging");

        var answer = (await api.PostAsync($"{address}?environment=staging", Minimal)).Expect(HttpStatusCode.Created);
        var unknown = await api.PostAsync($"{address}?environment=moon", Minimal);

        Assert.Equal("""["staging"]""", answer.Json.GetProperty("query").GetProperty("info").GetProperty("environment").GetRawText());
        unknown.ExpectJson(HttpStatusCode.BadRequest, """{"non_field_errors":["Environment 'moon' does not exist"]}""");
    }

    [Fact]
    public async Task Post_MoreThanOneMayKeep_Is429()
    {
        var (api, address, _) = await SetUpAsync();
        foreach (var word in new[] { "a", "b", "c" })
        {
            (await api.PostAsync(address, $$$"""{"query_type": "Discover", "query_info": {"field": ["id"], "query": "{{{word}}}"}}""")).Expect(HttpStatusCode.Created);
        }

        var answer = (await api.PostAsync(address, Minimal)).Expect(HttpStatusCode.TooManyRequests);
        Assert.Contains("3 exports", answer["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", """{"query_type":["This field is required."],"query_info":["This field is required."]}""")]
    [InlineData("""{"query_type": "x", "query_info": {"field": "id", "query": ""}}""", """{"query_type":["\"x\" is not a valid choice."]}""")]
    [InlineData("""{"query_type": 7, "query_info": {"field": "id", "query": ""}}""", """{"query_type":["\"7\" is not a valid choice."]}""")]
    [InlineData("""{"query_type": [1], "query_info": []}""", """{"query_type":["\"[1]\" is not a valid choice."],"query_info":["Expected a JSON object."]}""")]
    [InlineData("""{"query_type": 1, "query_info": "id"}""", """{"query_info":["Expected a JSON object."]}""")]
    [InlineData("""{"query_type": 1, "query_info": {}}""", """{"non_field_errors":["at least one field is required to export","query is a required to export, please pass an empty string if you don't want to set one"]}""")]
    [InlineData("""{"query_type": 1, "query_info": {"field": "id", "query": "", "statsPeriod": "soon"}}""", """{"non_field_errors":["Invalid statsPeriod: 'soon'"]}""")]
    [InlineData("""{"query_type": 1, "query_info": {"field": "id", "query": ""}, "format": "xml"}""", """{"format":["\"xml\" is not a valid choice."]}""")]
    [InlineData("""{"query_type": 1, "query_info": {"field": "id", "query": ""}, "format": 3, "limit": "ten", "name": [], "notify": "yes", "options": 5}""", """{"format":["Not a valid string."],"options":["Expected a JSON object."],"limit":["A valid integer is required."],"name":["Not a valid string."],"notify":["Must be a valid boolean."]}""")]
    [InlineData("""{"query_type": 1, "query_info": {"field": "id", "query": ""}, "limit": 0}""", """{"limit":["Ensure this value is greater than or equal to 1."]}""")]
    [InlineData("""{"query_type": 1, "query_info": {"field": "id", "query": ""}, "limit": 1.5}""", """{"limit":["A valid integer is required."]}""")]
    [InlineData("""{"query_type": 1, "query_info": {"field": "id", "query": ""}, "limit": 99999999999999999999}""", """{"limit":["A valid integer is required."]}""")]
    [InlineData("""{"query_type": 1, "query_info": {"field": "id", "query": ""}, "options": {"bom": 1, "delimiter": 2}}""", """{"options.delimiter":["Not a valid string."],"options.bom":["Must be a valid boolean."]}""")]
    [InlineData("""{"query_type": 1, "query_info": {"field": "id", "query": ""}, "options": {"compression": "zip", "delimiter": "ab", "timezone": "Moon/Base"}}""", """{"options.delimiter":["\"ab\" cannot separate fields; use one character such as , ; | or a tab."],"options.compression":["\"zip\" is not a valid choice; use gzip or none."],"options.timezone":["\"Moon/Base\" is not a known time zone; use UTC or an IANA name such as Europe/Berlin."]}""")]
    public async Task Post_Wrong_Is400ByFieldAndNothingIsStored(string body, string expected)
    {
        var (api, address, _) = await SetUpAsync();

        (await api.PostAsync(address, body)).ExpectJson(HttpStatusCode.BadRequest, expected);
        Assert.Equal("[]", (await api.GetAsync(address)).Text);
    }

    [Theory]
    [InlineData("[12345]")]
    [InlineData("\"nothing\"")]
    [InlineData("[\"shop\", 12345]")]
    public async Task Post_ProjectNotSeen_Is403(string project)
    {
        var (api, address, _) = await SetUpAsync();

        var answer = await api.PostAsync(address, $$$"""{"query_type": "Discover", "query_info": {"field": ["id"], "query": "", "project": {{{project}}}}}""");

        answer.ExpectJson(HttpStatusCode.Forbidden, """{"detail":"You do not have permission to perform this action."}""");
    }

    [Fact]
    public async Task Post_ReadOnlyToken_MayExport()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        await server.People.AddProjectAsync(slug, owner, "shop");
        var reader = server.Api(await server.People.TokenAsync(owner.Id, [Scopes.EventRead]));

        (await reader.PostAsync($"organizations/{slug}/data-export", Minimal)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Download_WhileQueued_Is409WithRetryAfter_CancelledWithout()
    {
        var (api, address, _) = await SetUpAsync();
        var id = (await api.PostAsync(address, Minimal))["id"];

        var early = (await api.GetAsync($"{address}{id}/download")).Expect(HttpStatusCode.Conflict);
        (await api.GetAsync($"{address}{id}/?download")).Expect(HttpStatusCode.OK);
        var cancelled = (await api.PostAsync($"{address}{id}/cancel/")).Expect(HttpStatusCode.OK);
        var never = (await api.GetAsync($"{address}{id}/download")).Expect(HttpStatusCode.Conflict);

        Assert.Equal("5", early.Header("Retry-After"));
        Assert.Equal("Cancelled", cancelled["state"]);
        Assert.Null(never.Header("Retry-After"));
        Assert.NotNull(never["detail"]);
        (await api.PostAsync($"{address}{id}/cancel/")).Expect(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Delete_OwnAndOthers_ByRole()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        await server.People.AddProjectAsync(slug, owner, "shop");
        var member = await server.People.AddMemberAsync(slug, OrganizationRole.Member);
        var address = $"organizations/{slug}/data-export/";
        var owners = (await server.Api(owner.Token).PostAsync(address, Minimal)).Expect(HttpStatusCode.Created)["id"];
        var members = (await server.Api(member.Token).PostAsync(address, Minimal)).Expect(HttpStatusCode.Created)["id"];

        (await server.Api(member.Token).DeleteAsync($"{address}{owners}/")).Expect(HttpStatusCode.Forbidden);
        (await server.Api(member.Token).PostAsync($"{address}{owners}/cancel")).Expect(HttpStatusCode.Forbidden);
        (await server.Api(owner.Token).DeleteAsync($"{address}{members}/")).Expect(HttpStatusCode.NoContent);
        (await server.Api(member.Token).GetAsync($"{address}{members}/")).Expect(HttpStatusCode.NotFound);
        (await server.Api(owner.Token).DeleteAsync($"{address}{owners}")).Expect(HttpStatusCode.NoContent);
        (await server.Api(owner.Token).DeleteAsync($"{address}{owners}")).Expect(HttpStatusCode.NotFound);
    }

    private async Task<(ApiClient Api, string Address, Project Project)> SetUpAsync()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var project = await server.People.AddProjectAsync(slug, owner, "shop");
        return (server.Api(owner.Token), $"organizations/{slug}/data-export/", project);
    }
}
