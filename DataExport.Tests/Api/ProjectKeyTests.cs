using System.Net;
using System.Text.RegularExpressions;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;

namespace DataExport.Tests.Api;

/// <summary>Keys of projects by REST (API: projects/{org}/{project}/keys/).</summary>
public sealed partial class ProjectKeyTests(QuietServer server) : IClassFixture<QuietServer>
{
    [Fact]
    public async Task List_NewProject_HasOneKeyWithItsDsn()
    {
        var (api, keys, project) = await AddProjectAsync();

        var key = Assert.Single((await api.GetAsync(keys)).Expect(HttpStatusCode.OK).Json.EnumerateArray());

        var id = key.GetProperty("id").GetString()!;
        Assert.Matches(Digits(), id);
        Assert.Equal(id, key.GetProperty("public").GetString());
        Assert.Equal("Default", key.GetProperty("name").GetString());
        Assert.True(key.GetProperty("isActive").GetBoolean());
        Assert.Equal($"http://{id}@127.0.0.1:{server.Address.Port}/{project.Id}", key.GetProperty("dsn").GetProperty("public").GetString());
        var secret = key.GetProperty("secret").GetString()!;
        Assert.Matches(Digits(), secret);
        Assert.Equal($"http://{id}:{secret}@127.0.0.1:{server.Address.Port}/{project.Id}", key.GetProperty("dsn").GetProperty("secret").GetString());
    }

    [Fact]
    public async Task Keys_CreatedDisabledRenamedDeleted_AreAsToldEachTime()
    {
        var (api, keys, _) = await AddProjectAsync();

        var made = (await api.PostAsync(keys, """{"name": "Browser"}""")).Expect(HttpStatusCode.Created);
        var address = $"{keys}{made["id"]}/";
        Assert.Equal(made.Text, (await api.GetAsync(address)).Expect(HttpStatusCode.OK).Text);
        Assert.Equal(2, (await api.GetAsync(keys)).Json.GetArrayLength());

        var disabled = (await api.SendAsync(HttpMethod.Put, address, """{"isActive": false}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(("False", "Browser"), (disabled["isActive"], disabled["name"]));
        var renamed = (await api.SendAsync(HttpMethod.Put, address, """{"isActive": true, "name": "Shop"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(("True", "Shop"), (renamed["isActive"], renamed["name"]));

        (await api.DeleteAsync(address)).Expect(HttpStatusCode.NoContent);
        (await api.DeleteAsync(address)).Expect(HttpStatusCode.NotFound);
        Assert.Equal(1, (await api.GetAsync(keys)).Json.GetArrayLength());
    }

    [Fact]
    public async Task Keys_OfAnotherProject_AreNotFound()
    {
        var (api, keys, _) = await AddProjectAsync();
        var (other, others, _) = await AddProjectAsync();
        var key = (await other.GetAsync(others)).Json[0].GetProperty("id").GetString();

        (await api.GetAsync($"{keys}{key}/")).Expect(HttpStatusCode.NotFound);
        (await api.SendAsync(HttpMethod.Put, $"{keys}{key}/", """{"isActive": false}""")).Expect(HttpStatusCode.NotFound);
        (await api.DeleteAsync($"{keys}{key}/")).Expect(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"name": 5}""", """{"name":["Not a valid string."]}""")]
    [InlineData("""{"name": "12345678901234567890123456789012345678901234567890123456789012345"}""", """{"name":["Give the key a name of 1 to 64 characters."]}""")]
    public async Task Create_WrongName_Is400NamingIt(string body, string expected)
    {
        var (api, keys, _) = await AddProjectAsync();

        (await api.PostAsync(keys, body)).ExpectJson(HttpStatusCode.BadRequest, expected);
    }

    [Theory]
    [InlineData("https://abc@exports.example.com/7", "abc", 7)]
    [InlineData("http://abc:def@localhost:8080/some/path/7", "abc", 7)]
    [InlineData("https://exports.example.com/7", null, 0)]
    [InlineData("https://abc@exports.example.com/", null, 0)]
    [InlineData("https://abc@exports.example.com/shop", null, 0)]
    [InlineData("not a dsn", null, 0)]
    [InlineData("", null, 0)]
    public void Parse_Dsn_GivesKeyAndProject(string text, string? key, int project)
    {
        Assert.Equal(key is null ? null : new Dsn(key, project), Dsn.Parse(text));
    }

    [Theory]
    [InlineData("https://exports.example.com", "https://abc@exports.example.com/7")]
    [InlineData("https://example.com:8443/exports/", "https://abc@example.com:8443/exports/7")]
    [InlineData("http://[::1]:8080", "http://abc@[::1]:8080/7")]
    public void Format_Dsn_KeepsSchemePortAndPath(string origin, string expected) => Assert.Equal(expected, Dsn.Format(origin, "abc", 7));

    private async Task<(ApiClient Api, string Keys, Project Project)> AddProjectAsync()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var project = await server.People.AddProjectAsync(slug, owner, "shop");
        return (server.Api(owner.Token), $"projects/{slug}/shop/keys/", project);
    }

    [GeneratedRegex(@"^[0-9a-f]{32}\z")]
    private static partial Regex Digits();
}
