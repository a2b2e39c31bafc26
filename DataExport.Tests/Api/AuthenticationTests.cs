using System.Net;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;

namespace DataExport.Tests.Api;

/// <summary>How callers of the API are known (API: Authentication), over HTTP.</summary>
public sealed class AuthenticationTests(ServerFixture server)
{
    private const string NoCredentials = """{"detail":"Authentication credentials were not provided."}""";
    private const string InvalidToken = """{"detail":"Invalid token"}""";
    private const string Forbidden = """{"detail":"You do not have permission to perform this action."}""";

    [Fact]
    public async Task Get_WithoutCredentials_Is401()
    {
        var answer = await server.Api(token: null).GetAsync("users/me/");

        answer.ExpectJson(HttpStatusCode.Unauthorized, NoCredentials);
        Assert.Equal("Bearer", answer.Header("WWW-Authenticate"));
    }

    [Theory]
    [InlineData("Bearer dxp_nobody")]
    [InlineData("Bearer ")]
    [InlineData("bearer dxp_\u007f")]
    public async Task Get_UnknownToken_Is401(string header)
    {
        var answer = await server.Api(token: null).With("Authorization", header).GetAsync("users/me/");

        answer.ExpectJson(HttpStatusCode.Unauthorized, InvalidToken);
    }

    [Theory]
    [InlineData("Basic eDp5")]
    [InlineData("Token abc")]
    public async Task Get_OtherScheme_Is401(string header)
    {
        var answer = await server.Api(token: null).With("Authorization", header).GetAsync("users/me/");

        answer.ExpectJson(HttpStatusCode.Unauthorized, NoCredentials);
    }

    [Fact]
    public async Task Get_ExpiredToken_Is401()
    {
        var person = await server.People.AddAsync();
        var token = await server.People.TokenAsync(person.Id, Scopes.All, DateTime.UnixEpoch);

        (await server.Api(token).GetAsync("users/me/")).ExpectJson(HttpStatusCode.Unauthorized, InvalidToken);
    }

    [Fact]
    public async Task Get_Token_SaysWhoAndWhatScopes()
    {
        var (slug, _) = await server.People.AddOrganizationAsync();
        var person = await server.People.AddMemberAsync(slug, OrganizationRole.Member, [Scopes.EventWrite]);

        var answer = (await server.Api(person.Token).GetAsync("users/me")).Expect(HttpStatusCode.OK);

        Assert.Equal(person.Email, answer["email"]);
        Assert.Equal("""["event:read","event:write"]""", answer["scopes"]);
        Assert.Equal(slug, answer.Json.GetProperty("organizations")[0].GetProperty("slug").GetString());
    }

    [Fact]
    public async Task Get_Session_SaysWho()
    {
        var person = await server.People.AddAsync();
        var client = await server.People.SessionAsync(person, antiforgery: false);

        var answer = (await client.GetAsync("users/me/")).Expect(HttpStatusCode.OK);

        Assert.Equal(person.Email, answer["email"]);
        Assert.Null(answer["scopes"]);
    }

    [Fact]
    public async Task Post_SessionWithoutAntiforgery_Is403AndDoesNothing()
    {
        var person = await server.People.AddAsync();
        var client = await server.People.SessionAsync(person, antiforgery: false);

        var answer = await client.PostAsync("organizations/", """{"name": "Forged", "slug": "forged"}""");

        answer.ExpectJson(HttpStatusCode.Forbidden, """{"detail":"A change by session needs the antiforgery token in the header RequestVerificationToken."}""");
        Assert.DoesNotContain("forged", (await client.GetAsync("organizations/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_SessionWithAntiforgery_Works()
    {
        var client = await server.People.SessionAsync(await server.People.AddAsync(), antiforgery: true);

        (await client.PostAsync("organizations/", """{"name": "Genuine"}""")).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Post_AntiforgeryOfAnotherPerson_Is403()
    {
        var victim = await server.People.SessionAsync(await server.People.AddAsync(), antiforgery: false);
        var other = await server.People.AntiforgeryAsync(await server.People.AddAsync());

        var answer = await victim.PostAsync("organizations/", """{"name": "Forged"}""", other);

        answer.Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Post_Token_NeedsNoAntiforgery()
    {
        var person = await server.People.AddAsync();

        (await server.Api(person.Token).PostAsync("organizations/", """{"name": "By program"}""")).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task ApiTokens_WithToken_Is403()
    {
        (await server.Api().GetAsync("api-tokens/")).ExpectJson(HttpStatusCode.Forbidden, Forbidden);
    }

    [Fact]
    public async Task ApiTokens_Session_MakesListsAndRevokes()
    {
        var client = await server.People.SessionAsync(await server.People.AddAsync(), antiforgery: true);

        var made = (await client.PostAsync("api-tokens/", """{"name": "ci", "scopes": ["event:read"]}""")).Expect(HttpStatusCode.Created);
        (await server.Api(made["token"]).GetAsync("users/me/")).Expect(HttpStatusCode.OK);
        var listed = (await client.GetAsync("api-tokens/")).Expect(HttpStatusCode.OK);
        Assert.Equal("ci", listed.Json[0].GetProperty("name").GetString());
        Assert.DoesNotContain(made["token"]!, listed.Text, StringComparison.Ordinal);

        (await client.DeleteAsync($"api-tokens/{made["id"]}/")).Expect(HttpStatusCode.NoContent);
        (await server.Api(made["token"]).GetAsync("users/me/")).ExpectJson(HttpStatusCode.Unauthorized, InvalidToken);
    }

    [Fact]
    public async Task ApiTokens_AnothersToken_Is404()
    {
        var owner = await server.People.SessionAsync(await server.People.AddAsync(), antiforgery: true);
        var stranger = await server.People.SessionAsync(await server.People.AddAsync(), antiforgery: true);
        var made = await owner.PostAsync("api-tokens/", """{"name": "ci", "scopes": []}""");

        (await stranger.DeleteAsync($"api-tokens/{made["id"]}/")).Expect(HttpStatusCode.NotFound);
        (await server.Api(made["token"]).GetAsync("users/me/")).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("""{"scopes": []}""", """{"name":["This field is required."]}""")]
    [InlineData("""{"name": " ", "scopes": []}""", """{"name":["This field may not be blank."]}""")]
    [InlineData("""{"name": 1, "scopes": "event:read"}""", """{"name":["Not a valid string."],"scopes":["Expected a list of strings."]}""")]
    [InlineData("""{"name": "x", "scopes": ["root"]}""", """{"scopes":["\"root\" is not a valid choice."]}""")]
    [InlineData("""{"name": "x", "scopes": [], "expiresAt": "soon"}""", """{"expiresAt":["soon is not a valid ISO8601 date."]}""")]
    [InlineData("""{"name": "x", "scopes": [], "expiresAt": "2001-01-01T00:00:00Z"}""", """{"expiresAt":["This date has passed."]}""")]
    public async Task ApiTokens_WrongBody_Is400ByField(string body, string expected)
    {
        var client = await server.People.SessionAsync(await server.People.AddAsync(), antiforgery: true);

        (await client.PostAsync("api-tokens/", body)).ExpectJson(HttpStatusCode.BadRequest, expected);
    }
}
