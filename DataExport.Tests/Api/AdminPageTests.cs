using System.Net;
using DataExport.Core.Exports.Notifying;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;
using DataExport.Web.Components.Admin;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Tests.Api;

/// <summary>The pages below <c>/admin</c> are for people who administer the instance; for others they are not there.</summary>
public sealed class AdminPageTests(ServerFixture server)
{
    /// <summary>Every page of the navigation, and those that it does not name.</summary>
    public static TheoryData<string> Addresses { get; } = [AdminPages.Root, "/admin/mail/1", .. AdminPages.All.Select(page => page.Address)];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Get_ByEachCaller_IsForAdminsOnly(string address)
    {
        var (organization, owner) = await server.People.AddOrganizationAsync();
        var member = await server.People.AddMemberAsync(organization, OrganizationRole.Member);
        var stranger = await server.People.AddAsync();
        var admin = await server.WithDatabaseAsync(database => database.Users.SingleAsync(row => row.Email == ServerFixture.OwnerEmail));

        var nobody = (await server.Api(token: null).GetAsync(address)).Expect(HttpStatusCode.Redirect);
        Assert.Contains("/account/sign-in", nobody.Header("Location"), StringComparison.Ordinal);
        foreach (var person in new[] { owner, member, stranger })
        {
            (await (await server.People.SessionAsync(person, antiforgery: false)).GetAsync(address)).Expect(HttpStatusCode.NotFound);
        }

        (await (await server.People.SessionAsync(new Person(admin.Id, admin.Email!, ""), antiforgery: false)).GetAsync(address)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public void Pages_BelowAdmin_AreAllListed()
    {
        var pages = server.Services.GetRequiredService<Microsoft.AspNetCore.Routing.EndpointDataSource>().Endpoints
            .OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!)
            .Where(pattern => pattern.StartsWith("/admin", StringComparison.Ordinal))
            .Select(pattern => pattern.Replace("{Id:long}", "1", StringComparison.Ordinal));

        Assert.Empty(pages.Except(Addresses.Select(row => row.Data)));
    }

    [Fact]
    public async Task Catalogue_ByOthers_TellsNothing()
    {
        var mails = server.Services.GetRequiredService<MailCatalogue>();

        Assert.Null(await mails.ListAsync(new Caller(1, IsInstanceAdmin: false), 0, 10, CancellationToken.None));
        Assert.Null(await mails.ListAsync(new Caller(1, IsInstanceAdmin: true, Scopes.All.ToHashSet()), 0, 10, CancellationToken.None));
        Assert.NotNull(await mails.ListAsync(new Caller(1, IsInstanceAdmin: true), 0, 10, CancellationToken.None));
    }
}
