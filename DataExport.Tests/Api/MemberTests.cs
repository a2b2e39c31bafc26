using System.Net;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;

namespace DataExport.Tests.Api;

/// <summary><c>members/</c>, <c>teams/</c>, and other names for organizations and projects, over HTTP.</summary>
public sealed class MemberTests(QuietServer server) : IClassFixture<QuietServer>
{
    [Fact]
    public async Task Member_InvitedSentAgainAndTakenBack_IsPendingMeanwhile()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var api = server.Api(owner.Token);

        var made = (await api.PostAsync($"organizations/{slug}/members/", """{"email": "ada@example.com", "role": "admin"}""")).Expect(HttpStatusCode.Created);

        Assert.Equal(("ada@example.com", "admin", "True"), (made["email"], made["role"], made["pending"]));
        Assert.Equal($"/api/0/organizations/{slug}/members/{made["id"]}/", made.Header("Location"));
        Assert.Equal(["False", "True"], (await api.GetAsync($"organizations/{slug}/members/")).Json.EnumerateArray().Select(row => row.GetProperty("pending").ToString()));
        Assert.Equal(made.Text, (await api.GetAsync($"organizations/{slug}/members/{made["id"]}/")).Text);
        (await api.SendAsync(HttpMethod.Put, $"organizations/{slug}/members/{made["id"]}/", """{"reinvite": true}""")).Expect(HttpStatusCode.OK);
        (await api.SendAsync(HttpMethod.Put, $"organizations/{slug}/members/{made["id"]}/", "{}")).Expect(HttpStatusCode.BadRequest);
        (await api.DeleteAsync($"organizations/{slug}/members/{made["id"]}/")).Expect(HttpStatusCode.NoContent);
        (await api.GetAsync($"organizations/{slug}/members/{made["id"]}/")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Member_PromotedAndRemoved_LosesEverythingAtOnce()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var member = await server.People.AddMemberAsync(slug, OrganizationRole.Member);
        var api = server.Api(owner.Token);
        var id = (await api.GetAsync($"organizations/{slug}/members/")).Json.EnumerateArray()
            .Single(row => row.GetProperty("email").GetString() == member.Email).GetProperty("id").GetString();

        var changed = (await api.SendAsync(HttpMethod.Put, $"organizations/{slug}/members/{id}/", """{"role": "manager"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("manager", changed["role"]);
        (await server.Api(member.Token).GetAsync($"organizations/{slug}/")).Expect(HttpStatusCode.OK);
        (await api.DeleteAsync($"organizations/{slug}/members/{id}/")).Expect(HttpStatusCode.NoContent);

        (await server.Api(member.Token).GetAsync($"organizations/{slug}/")).Expect(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"email": "nobody"}""", "email")]
    [InlineData("""{"role": "member"}""", "email")]
    [InlineData("""{"email": "a@example.com", "role": "king"}""", "role")]
    [InlineData("""{"email": 7, "role": []}""", "email")]
    public async Task Invite_WrongBody_NamesTheField(string body, string field)
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();

        var answer = (await server.Api(owner.Token).PostAsync($"organizations/{slug}/members/", body)).Expect(HttpStatusCode.BadRequest);

        Assert.True(answer.Json.TryGetProperty(field, out _), answer.Text);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("i0")]
    [InlineData("i")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("x")]
    public async Task Member_OfNoSuchId_Is404(string id)
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var api = server.Api(owner.Token);

        (await api.GetAsync($"organizations/{slug}/members/{id}/")).Expect(HttpStatusCode.NotFound);
        (await api.DeleteAsync($"organizations/{slug}/members/{id}/")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Team_CreatedRenamedAndDeleted_IsReadBack()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var api = server.Api(owner.Token);

        var made = (await api.PostAsync($"organizations/{slug}/teams/", """{"name": "Checkout"}""")).Expect(HttpStatusCode.Created);

        Assert.Equal(("checkout", "1"), (made["slug"], made["memberCount"]));
        Assert.Equal(made.Text, (await api.GetAsync($"teams/{slug}/checkout/")).Text);
        Assert.Equal(["everybody", "checkout"], (await api.GetAsync($"organizations/{slug}/teams/")).Json.EnumerateArray().Select(row => row.GetProperty("slug").GetString()!));
        Assert.Equal("Payments", (await api.SendAsync(HttpMethod.Put, $"teams/{slug}/checkout/", """{"name": "Payments"}""")).Expect(HttpStatusCode.OK)["name"]);
        (await api.DeleteAsync($"teams/{slug}/checkout/")).Expect(HttpStatusCode.NoContent);
        (await api.GetAsync($"teams/{slug}/checkout/")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Rename_OrganizationAndProject_KeepsTheirAddresses()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        await server.People.AddProjectAsync(slug, owner, "shop");
        var api = server.Api(owner.Token);

        (await api.SendAsync(HttpMethod.Put, $"organizations/{slug}/", """{"name": "Another"}""")).Expect(HttpStatusCode.OK);
        (await api.SendAsync(HttpMethod.Put, $"projects/{slug}/shop/", """{"name": "The shop", "platform": "python"}""")).Expect(HttpStatusCode.OK);
        (await api.SendAsync(HttpMethod.Put, $"projects/{slug}/shop/", """{"slug": "other"}""")).Expect(HttpStatusCode.BadRequest);

        Assert.Equal("Another", (await api.GetAsync($"organizations/{slug}/"))["name"]);
        var project = await api.GetAsync($"projects/{slug}/shop/");
        Assert.Equal(("The shop", "python"), (project["name"], project["platform"]));
    }
}
