using System.Net;
using DataExport.Core.Exports;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;

namespace DataExport.Tests.Api;

/// <summary><c>GET data-export/</c> (EXPORTS: The others), over HTTP.</summary>
public sealed class ExportListTests(ServerFixture server)
{
    [Fact]
    public async Task List_Own_NewestFirstAndPaged()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var ids = new List<string>();
        for (var number = 0; number < 3; number++)
        {
            ids.Add(await server.AddExportAsync(slug, owner, ExportState.Cancelled));
        }

        var api = server.Api(owner.Token);
        var first = (await api.GetAsync($"organizations/{slug}/data-export/?per_page=2")).Expect(HttpStatusCode.OK);
        var second = (await api.GetAsync($"organizations/{slug}/data-export/?per_page=2&cursor=0:2:0")).Expect(HttpStatusCode.OK);

        Assert.Equal([ids[2], ids[1]], Ids(first));
        Assert.Equal([ids[0]], Ids(second));
        Assert.Contains("rel=\"next\"; results=\"true\"; cursor=\"0:2:0\"", first.Header("Link"), StringComparison.Ordinal);
        Assert.Contains("rel=\"next\"; results=\"false\"; cursor=\"0:4:0\"", second.Header("Link"), StringComparison.Ordinal);
        Assert.Equal(ids, Ids(await api.GetAsync($"organizations/{slug}/data-export/?sort=dateCreated")));
    }

    [Fact]
    public async Task List_Filters_NarrowIt()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var failed = await server.AddExportAsync(slug, owner, ExportState.Failed, change: export => export.Name = "100% of Ümläute_x");
        var cancelled = await server.AddExportAsync(slug, owner, ExportState.Cancelled, change: export => export.QueryType = QueryType.IssuesByTag);
        var api = server.Api(owner.Token);
        async Task ExpectAsync(string query, params string[] ids) => Assert.Equal(ids, Ids((await api.GetAsync($"organizations/{slug}/data-export/?{query}")).Expect(HttpStatusCode.OK)));

        await ExpectAsync("state=Failed", failed);
        await ExpectAsync("state=Failed,Cancelled", cancelled, failed);
        await ExpectAsync("state=Failed&state=Cancelled", cancelled, failed);
        await ExpectAsync("query_type=Issues-by-Tag", cancelled);
        await ExpectAsync("query=0%25%20of", failed);
        await ExpectAsync("query=0%25%25of");
        await ExpectAsync("state=Queued");
    }

    [Fact]
    public async Task List_WholeOrganization_IsForManagers()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var member = await server.People.AddMemberAsync(slug, OrganizationRole.Member);
        var project = await server.People.AddProjectAsync(slug, owner, "p");
        var theirs = await server.AddExportAsync(slug, member, ExportState.Cancelled, [project.Id]);
        var address = $"organizations/{slug}/data-export/";

        Assert.Empty(Ids(await server.Api(owner.Token).GetAsync(address)));
        Assert.Equal(theirs, Assert.Single(Ids(await server.Api(owner.Token).GetAsync($"{address}?scope=organization"))));
        Assert.Equal(theirs, Assert.Single(Ids(await server.Api(member.Token).GetAsync(address))));
        (await server.Api(member.Token).GetAsync($"{address}?scope=organization"))
            .ExpectJson(HttpStatusCode.Forbidden, """{"detail":"You do not have permission to perform this action."}""");
    }

    [Theory]
    [InlineData("colour=red", """{"detail":"Unknown query parameter 'colour'. Allowed: cursor, per_page, query, query_type, scope, sort, state."}""")]
    [InlineData("sort=name", """{"sort":["\"name\" is not a valid choice. Allowed: -dateCreated, dateCreated."]}""")]
    [InlineData("scope=world", """{"scope":["\"world\" is not a valid choice. Allowed: mine, organization."]}""")]
    [InlineData("state=0", """{"state":["\"0\" is not a valid choice. Allowed: Queued, Generating, Completed, Failed, Cancelled."]}""")]
    [InlineData("query_type=discover", """{"query_type":["\"discover\" is not a valid choice."]}""")]
    public async Task List_WrongFilter_Is400(string query, string expected)
    {
        (await server.Api().GetAsync($"organizations/{ServerFixture.Organization}/data-export/?{query}")).ExpectJson(HttpStatusCode.BadRequest, expected);
    }

    private static string[] Ids(ApiAnswer answer) => [.. answer.Json.EnumerateArray().Select(row => row.GetProperty("id").GetString()!)];
}
