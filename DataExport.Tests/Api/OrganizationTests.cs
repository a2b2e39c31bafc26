using System.Net;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Tests.Api;

/// <summary><c>organizations/</c> and <c>projects/</c>, over HTTP.</summary>
public sealed class OrganizationTests(ServerFixture server)
{
    private const string NotFound = """{"detail":"The requested resource does not exist"}""";

    [Fact]
    public async Task Create_Organization_IsItsOwners()
    {
        var person = await server.People.AddAsync();
        var api = server.Api(person.Token);

        var made = (await api.PostAsync("organizations/", """{"name": "Näh & Söhne"}""")).Expect(HttpStatusCode.Created);

        Assert.Equal($"/api/0/organizations/{made["slug"]}/", made.Header("Location"));
        var read = (await api.GetAsync($"organizations/{made["slug"]}/")).Expect(HttpStatusCode.OK);
        Assert.Equal(made.Text, read.Text);
        Assert.Contains("\"Näh & Söhne\"", read.Text, StringComparison.Ordinal);
        Assert.Equal(made.Text, (await api.GetAsync($"organizations/{made["id"]}")).Text);
    }

    [Fact]
    public async Task Create_TakenSlug_Is400()
    {
        (await server.Api().PostAsync("organizations/", """{"name": "Acme", "slug": "acme"}"""))
            .ExpectJson(HttpStatusCode.BadRequest, """{"slug":["An organization with this slug already exists."]}""");
    }

    [Fact]
    public async Task Read_OfOthers_Is404AndNotListed()
    {
        var (slug, _) = await server.People.AddOrganizationAsync();
        var stranger = server.Api((await server.People.AddAsync()).Token);

        (await stranger.GetAsync($"organizations/{slug}/")).ExpectJson(HttpStatusCode.NotFound, NotFound);
        Assert.Equal("[]", (await stranger.GetAsync("organizations/")).Text);
    }

    [Fact]
    public async Task Create_Project_IsReadBackAndListed()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var api = server.Api(owner.Token);

        var made = (await api.PostAsync($"organizations/{slug}/projects/", """{"name": "Checkout", "platform": "python"}""")).Expect(HttpStatusCode.Created);

        Assert.Equal("checkout", made["slug"]);
        Assert.Equal("python", made["platform"]);
        Assert.True(int.TryParse(made["id"], out _));
        Assert.EndsWith("Z", made["dateCreated"], StringComparison.Ordinal);
        Assert.Equal(made.Text, (await api.GetAsync($"projects/{slug}/checkout/")).Text);
        Assert.Equal(made.Text, (await api.GetAsync($"projects/{slug}/{made["id"]}")).Text);
        Assert.Equal($"[{made.Text}]", (await api.GetAsync($"organizations/{slug}/projects/")).Text);
    }

    [Fact]
    public async Task Create_ProjectByMember_Is403()
    {
        var (slug, _) = await server.People.AddOrganizationAsync();
        var member = await server.People.AddMemberAsync(slug, OrganizationRole.Member);

        (await server.Api(member.Token).PostAsync($"organizations/{slug}/projects/", """{"name": "x"}""")).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Read_ProjectOfAnotherTeam_Is404()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var project = await server.People.AddProjectAsync(slug, owner, "secret");
        await server.WithDatabaseAsync(async database =>
        {
            var row = await database.Projects.Include(found => found.Teams).SingleAsync(found => found.Id == project.Id);
            row.Teams.Clear();
            return await database.SaveChangesAsync();
        });
        var member = await server.People.AddMemberAsync(slug, OrganizationRole.Member);

        (await server.Api(member.Token).GetAsync($"projects/{slug}/secret/")).ExpectJson(HttpStatusCode.NotFound, NotFound);
        (await server.Api(owner.Token).GetAsync($"projects/{slug}/secret/")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task List_Projects_PagesByLinks()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        foreach (var name in new[] { "a", "b", "c" })
        {
            await server.People.AddProjectAsync(slug, owner, name);
        }

        var api = server.Api(owner.Token);
        var address = $"/api/0/organizations/{slug}/projects/";
        var first = (await api.GetAsync($"{address}?per_page=2")).Expect(HttpStatusCode.OK);
        var origin = server.Address.ToString().TrimEnd('/');

        Assert.Equal(
            $"<{origin}{address}?per_page=2&cursor=0%3A0%3A1>; rel=\"previous\"; results=\"false\"; cursor=\"0:0:1\", "
            + $"<{origin}{address}?per_page=2&cursor=0%3A2%3A0>; rel=\"next\"; results=\"true\"; cursor=\"0:2:0\"",
            first.Header("Link"));
        var second = (await api.GetAsync($"{address}?per_page=2&cursor=0:2:0")).Expect(HttpStatusCode.OK);
        Assert.Equal(["a", "b"], first.Json.EnumerateArray().Select(row => row.GetProperty("slug").GetString()));
        Assert.Equal(["c"], second.Json.EnumerateArray().Select(row => row.GetProperty("slug").GetString()));
        Assert.Contains("rel=\"previous\"; results=\"true\"; cursor=\"0:0:1\"", second.Header("Link"), StringComparison.Ordinal);
        Assert.Contains("rel=\"next\"; results=\"false\"", second.Header("Link"), StringComparison.Ordinal);
    }
}
