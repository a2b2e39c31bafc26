using System.Net;
using System.Text.RegularExpressions;
using DataExport.Core.Exports;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Tests.Api;

/// <summary>Every address that is no call of the API (SECURITY: a route that is not listed fails the test).</summary>
public sealed partial class PageAccessTests(ServerFixture server)
{
    // What nobody has to sign in for, beside the stylesheets, scripts and pictures. The circuit's pages check for themselves.
    private static readonly string[] Open =
    [
        "/_blazor", "/_blazor/disconnect/", "/_blazor/initializers/", "/_blazor/negotiate", "/_framework/opaque-redirect", "_framework/blazor.web.js",
        "/account/forgotten-password", "/account/reset-password", "/account/set-up", "/account/sign-in", "/account/sign-out",
        "/account/two-factor", "/invitation", "/problem/{Status:int}", "{**path:file}",
    ];

    [Fact]
    public void Pages_WithoutSignIn_AreAllListed()
    {
        Assert.Empty(Pages().Where(page => !NeedsSignIn(page)).Select(page => page.RoutePattern.RawText).Except(Open));
    }

    [Fact]
    public async Task Pages_OfAnOrganization_AreForItsPeopleOnly()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        await server.AddEventsAsync((await server.People.AddProjectAsync(slug, owner, "shop")).Id, 1);
        var issue = (await server.Api(owner.Token).GetAsync($"organizations/{slug}/issues/")).Json[0].GetProperty("id").GetString()!;
        var @event = (await server.Api(owner.Token).GetAsync($"organizations/{slug}/events/?field=id")).Json.GetProperty("data")[0].GetProperty("id").GetString()!;
        var export = await server.AddExportAsync(slug, owner, ExportState.Cancelled);
        var nobody = server.Api(token: null);
        var stranger = await server.People.SessionAsync(await server.People.AddAsync(), antiforgery: false);
        var person = await server.People.SessionAsync(owner, antiforgery: false);
        var pages = Pages().Select(page => page.RoutePattern.RawText!).Where(pattern => pattern.StartsWith("/organizations/{Org}", StringComparison.Ordinal)).Distinct();

        foreach (var pattern in pages)
        {
            var address = Parameter().Replace(pattern, parameter => parameter.Groups[1].Value switch
            {
                "Org" => slug,
                "Project" => "shop",
                "ExportId" => export,
                "IssueId" => issue,
                "EventId" => @event,
                var name => throw new InvalidOperationException($"{pattern}: say here what {name} is."),
            });
            var redirected = (await nobody.GetAsync(address)).Expect(HttpStatusCode.Redirect);
            Assert.Contains("/account/sign-in", redirected.Header("Location"), StringComparison.Ordinal);
            (await stranger.GetAsync(address)).Expect(HttpStatusCode.NotFound);
            (await person.GetAsync(address)).Expect(HttpStatusCode.OK);
        }
    }

    [Theory]
    [InlineData(OrganizationRole.Member, HttpStatusCode.NotFound)]
    [InlineData(OrganizationRole.Admin, HttpStatusCode.NotFound)]
    [InlineData(OrganizationRole.Manager, HttpStatusCode.NotFound)]
    [InlineData(OrganizationRole.Owner, HttpStatusCode.OK)]
    public async Task Pages_ForOwners_AreThereForNobodyElse(OrganizationRole role, HttpStatusCode status)
    {
        var (slug, _) = await server.People.AddOrganizationAsync();
        var person = await server.People.SessionAsync(await server.People.AddMemberAsync(slug, role), antiforgery: false);

        (await person.GetAsync($"/organizations/{slug}/settings/audit-log")).Expect(status);
        (await person.GetAsync($"/organizations/{slug}/settings/organization")).Expect(status);
    }

    [Fact]
    public async Task EventPage_OfAnEventThatIsNotInTheProject_IsNotFound()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        await server.AddEventsAsync((await server.People.AddProjectAsync(slug, owner, "shop")).Id, 1);
        await server.People.AddProjectAsync(slug, owner, "other");
        var @event = (await server.Api(owner.Token).GetAsync($"organizations/{slug}/events/?field=id")).Json.GetProperty("data")[0].GetProperty("id").GetString()!;
        var person = await server.People.SessionAsync(owner, antiforgery: false);

        (await person.GetAsync($"/organizations/{slug}/events/shop/{@event}")).Expect(HttpStatusCode.OK);
        foreach (var address in new[] { $"other/{@event}", $"nothing/{@event}", $"shop/{new string('0', 32)}", "shop/nonsense" })
        {
            (await person.GetAsync($"/organizations/{slug}/events/{address}")).Expect(HttpStatusCode.NotFound);
        }
    }

    private IEnumerable<RouteEndpoint> Pages() =>
        server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Where(endpoint => !ApiAddress().IsMatch(endpoint.RoutePattern.RawText!));

    private static bool NeedsSignIn(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null;

    [GeneratedRegex("^/?(api|health)/")]
    private static partial Regex ApiAddress();

    [GeneratedRegex(@"\{(\w+)[^}]*\}")]
    private static partial Regex Parameter();
}
