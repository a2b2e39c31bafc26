using System.Net;
using DataExport.Core.Exports;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Tests.Api;

/// <summary>
/// Every route of the API × everybody who may call it (SECURITY: reading another organization's data). The table below is
/// compared with the server's own routes: one that is missing here, or gone there, fails.
/// </summary>
public sealed class AuthorizationMatrixTests(QuietServer server) : IClassFixture<QuietServer>
{
    private const string Export = "organizations/{organization}/data-export/{id}";
    private const string Keys = "projects/{organization}/{project}/keys";
    private const string Members = "organizations/{organization}/members";
    private const string Projects = "organizations/{organization}/projects";

    // What each caller gets: nobody, a person of another organization, a member, an owner, an owner's token with event:read only.
    private static readonly Dictionary<string, int[]> Expected = new()
    {
        ["GET organizations/"] = [401, 200, 200, 200, 403],
        ["POST organizations/"] = [401, 400, 400, 400, 403],
        ["GET organizations/{organization}"] = [401, 404, 200, 200, 403],
        ["PUT organizations/{organization}"] = [401, 404, 403, 400, 403],
        ["DELETE organizations/{organization}"] = [401, 404, 403, 202, 404],
        [$"GET {Members}/"] = [401, 404, 200, 200, 403],
        [$"POST {Members}/"] = [401, 404, 403, 400, 403],
        [$"GET {Members}/{{member}}"] = [401, 404, 200, 200, 403],
        [$"PUT {Members}/{{member}}"] = [401, 404, 403, 200, 403],
        [$"DELETE {Members}/{{member}}"] = [401, 404, 403, 400, 403],
        ["GET organizations/{organization}/teams/"] = [401, 404, 200, 200, 403],
        ["POST organizations/{organization}/teams/"] = [401, 404, 403, 400, 403],
        ["GET teams/{organization}/{team}/"] = [401, 404, 200, 200, 403],
        ["PUT teams/{organization}/{team}/"] = [401, 404, 403, 400, 403],
        ["DELETE teams/{organization}/{team}/"] = [401, 404, 403, 400, 403],
        [$"GET {Projects}/"] = [401, 404, 200, 200, 403],
        [$"POST {Projects}/"] = [401, 404, 403, 400, 403],
        ["GET projects/{organization}/{project}"] = [401, 404, 200, 200, 403],
        ["PUT projects/{organization}/{project}"] = [401, 404, 403, 200, 403],
        ["DELETE projects/{organization}/{project}"] = [401, 404, 403, 204, 403],
        ["POST projects/{organization}/{project}/import/"] = [401, 404, 403, 200, 403],
        ["GET projects/{organization}/{project}/import/"] = [401, 404, 200, 200, 403],
        ["DELETE projects/{organization}/{project}/import/{id}"] = [401, 404, 403, 404, 403],
        [$"GET {Keys}/"] = [401, 404, 200, 200, 403],
        [$"POST {Keys}/"] = [401, 404, 403, 201, 403],
        [$"GET {Keys}/{{key}}"] = [401, 404, 404, 404, 403],
        [$"PUT {Keys}/{{key}}"] = [401, 404, 403, 404, 403],
        [$"DELETE {Keys}/{{key}}"] = [401, 404, 403, 404, 403],
        ["GET organizations/{organization}/issues"] = [401, 404, 200, 200, 200],
        ["GET organizations/{organization}/issues/{issue}/"] = [401, 404, 200, 200, 200],
        ["GET organizations/{organization}/issues/{issue}/tags"] = [401, 404, 200, 200, 200],
        ["PUT organizations/{organization}/issues/{issue}/"] = [401, 404, 400, 400, 403],
        ["PUT issues/{issue}/"] = [401, 404, 400, 400, 403],
        ["GET issues/{issue}/"] = [401, 404, 200, 200, 200],
        ["GET issues/{issue}/tags"] = [401, 404, 200, 200, 200],
        ["GET organizations/{organization}/events"] = [401, 404, 400, 400, 400],
        ["GET organizations/{organization}/events-stats"] = [401, 404, 200, 200, 200],
        ["GET projects/{organization}/{project}/events/{event}"] = [401, 404, 404, 404, 404],
        ["POST organizations/{organization}/data-export/"] = [401, 404, 400, 400, 400],
        ["POST organizations/{organization}/data-export/preview"] = [401, 404, 400, 400, 400],
        ["GET organizations/{organization}/data-export/"] = [401, 404, 200, 200, 200],
        [$"GET {Export}"] = [401, 404, 200, 200, 200],
        [$"GET {Export}/download"] = [401, 404, 409, 409, 409],
        [$"GET {Export}/manifest"] = [401, 404, 409, 409, 409],
        [$"POST {Export}/cancel"] = [401, 404, 403, 409, 409],
        [$"POST {Export}/retry"] = [401, 404, 403, 202, 202],
        [$"POST {Export}/extend"] = [401, 404, 403, 409, 409],
        [$"POST {Export}/rerun"] = [401, 404, 202, 202, 200],
        [$"DELETE {Export}"] = [401, 404, 403, 204, 204],
        ["GET api-tokens/"] = [401, 403, 403, 403, 403],
        ["POST api-tokens/"] = [401, 403, 403, 403, 403],
        ["DELETE api-tokens/{token}"] = [401, 403, 403, 403, 403],
        ["GET users/me"] = [401, 200, 200, 200, 200],
    };

    // Open to everybody: they say nothing about anybody. What SDKs send to takes a project's key instead.
    private static readonly string[] Open =
    [
        "GET /health/live", "GET /health/ready", "HEAD /health/live", "HEAD /health/ready", "* /api/{**path}", "POST /api/{project:int}/envelope", "OPTIONS /api/{project:int}/envelope",
        "POST /api/{project:int}/store", "OPTIONS /api/{project:int}/store",
    ];

    // Whatever can be read answers to HEAD as to GET (RFC 9110 §9.3.2).
    public static TheoryData<string> Routes =>
        [.. Expected.Keys, .. Expected.Keys.Where(route => route.StartsWith("GET ", StringComparison.Ordinal)).Select(route => "HEAD" + route[3..])];

    [Fact]
    public void Routes_OfTheServer_AreAllListed()
    {
        var listed = Routes.Select(row => row.Data).Select(route => route.Replace(" ", " /api/0/", StringComparison.Ordinal)).Concat(Open);

        Assert.Equal(listed.Order(StringComparer.Ordinal), ApiRoutes().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Call_ByEachCaller_IsAnsweredAsListed(string route)
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var (_, stranger) = await server.People.AddOrganizationAsync();
        var project = await server.People.AddProjectAsync(slug, owner, "shop");
        await server.AddEventsAsync(project.Id, 1);
        var issue = (await server.Api(owner.Token).GetAsync($"organizations/{slug}/issues/")).Json[0].GetProperty("id").GetString();
        var member = await server.People.AddMemberAsync(slug, OrganizationRole.Member);
        var own = (await server.Api(owner.Token).GetAsync($"organizations/{slug}/members/")).Json.EnumerateArray()
            .Single(row => row.GetProperty("email").GetString() == owner.Email).GetProperty("id").GetString();
        var reader = await server.People.TokenAsync(owner.Id, [Scopes.EventRead]);
        var method = route.Split(' ')[0];
        var answers = new List<int>();
        foreach (var token in new[] { null, stranger.Token, member.Token, owner.Token, reader })
        {
            // The caller before may have deleted the organization.
            var isThere = await server.WithDatabaseAsync(database => database.Organizations.AnyAsync(row => row.Slug == slug));
            var export = isThere ? await server.AddExportAsync(slug, owner, ExportState.Failed, [project.Id]) : "gone";
            var address = route.Split(' ')[1]
                .Replace("{organization}", slug, StringComparison.Ordinal).Replace("{project}", "shop", StringComparison.Ordinal)
                .Replace("{id}", export, StringComparison.Ordinal).Replace("{issue}", issue, StringComparison.Ordinal).Replace("{token}", "1", StringComparison.Ordinal)
                .Replace("{member}", own, StringComparison.Ordinal).Replace("{team}", "everybody", StringComparison.Ordinal);
            var answer = await server.Api(token).SendAsync(new HttpMethod(method), address, method is "POST" or "PUT" ? "{}" : null);
            answers.Add((int)answer.Status);
            if (answer.Status >= HttpStatusCode.BadRequest && method != "HEAD")
            {
                Assert.True(answer.Status < HttpStatusCode.InternalServerError, answer.Text);
                Assert.DoesNotContain("errors of the week", answer.Text, StringComparison.Ordinal);
                Assert.Equal("application/json", answer.ContentHeaders.ContentType?.MediaType);
            }
        }

        Assert.Equal(Expected[method == "HEAD" ? "GET" + route[4..] : route], answers);
    }

    private IEnumerable<string> ApiRoutes() =>
        from endpoint in server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
        where pattern.StartsWith("/api/", StringComparison.Ordinal) || pattern.StartsWith("/health/", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"]
        select $"{method} {pattern}";
}
