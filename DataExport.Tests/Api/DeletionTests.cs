using System.Net;
using DataExport.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Tests.Api;

/// <summary>Deleting projects and organizations by REST (API: projects/{org}/{project}/, organizations/{org}/).</summary>
public sealed class DeletionTests(ServerFixture server)
{
    [Fact]
    public async Task Project_Deleted_Answers204AndIsNowhereAnyMore()
    {
        var sender = await SentrySender.AddAsync(server);
        var api = server.Api(sender.Owner.Token);
        await server.AddEventsAsync(sender.ProjectId, 3);
        var export = (await api.PostAsync($"organizations/{sender.Organization}/data-export/", """{"query_type":"Discover","query_info":{"field":["id"],"query":""}}""")).Expect(HttpStatusCode.Created)["id"];
        await Eventually.TrueAsync(async () => (await api.GetAsync($"organizations/{sender.Organization}/data-export/{export}/"))["status"] == "VALID", "the file is there");
        var issue = (await api.GetAsync($"organizations/{sender.Organization}/issues/")).Json[0].GetProperty("id").GetString();

        (await api.DeleteAsync($"projects/{sender.Organization}/shop/")).Expect(HttpStatusCode.NoContent);

        (await api.DeleteAsync($"projects/{sender.Organization}/shop/")).Expect(HttpStatusCode.NotFound);
        (await api.GetAsync($"projects/{sender.Organization}/shop/")).Expect(HttpStatusCode.NotFound);
        (await api.GetAsync($"issues/{issue}/")).Expect(HttpStatusCode.NotFound);
        Assert.Equal(0, (await api.GetAsync($"organizations/{sender.Organization}/projects/")).Json.GetArrayLength());
        Assert.Equal(0, (await api.GetAsync($"organizations/{sender.Organization}/issues/")).Json.GetArrayLength());
        Assert.Contains("permission_revoked", (await api.GetAsync($"organizations/{sender.Organization}/data-export/{export}/download")).Expect(HttpStatusCode.Forbidden).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await sender.StoreAsync("""{"message":"late"}""")).Status);
        await Eventually.TrueAsync(() => sender.Stored().Length == 0, "its events are removed");
    }

    [Fact]
    public async Task Organization_Deleted_Answers202AndIsNowhereAnyMore()
    {
        var sender = await SentrySender.AddAsync(server);
        var slug = sender.Organization;
        await server.AddEventsAsync(sender.ProjectId, 3);
        var api = server.Api(sender.Owner.Token);

        (await api.DeleteAsync($"organizations/{slug}/")).Expect(HttpStatusCode.Accepted);

        (await api.GetAsync($"organizations/{slug}/")).Expect(HttpStatusCode.NotFound);
        Assert.Equal(0, (await api.GetAsync("organizations/")).Json.GetArrayLength());
        Assert.Equal(HttpStatusCode.Forbidden, (await sender.StoreAsync("""{"message":"late"}""")).Status);
        await Eventually.TrueAsync(() => sender.Stored().Length == 0, "its events are removed");
        Assert.Equal(1, await server.WithDatabaseAsync(database => database.Organizations.IgnoreQueryFilters().CountAsync(row => row.Slug.StartsWith(slug + "~"))));
    }
}
