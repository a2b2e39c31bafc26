using System.Net;
using DataExport.Core.Exports.Notifying;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Tests.Api;

/// <summary>The pages below <c>/admin</c> are for people who administer the instance.</summary>
public sealed class AdminPageTests(ServerFixture server)
{
    [Theory]
    [InlineData("/admin/mail")]
    [InlineData("/admin/mail/1")]
    public async Task Get_ByEachCaller_IsForAdminsOnly(string address)
    {
        var (_, owner) = await server.People.AddOrganizationAsync();
        var admin = await server.WithDatabaseAsync(database => database.Users.SingleAsync(row => row.Email == ServerFixture.OwnerEmail));

        var nobody = (await server.Api(token: null).GetAsync(address)).Expect(HttpStatusCode.Redirect);
        var other = (await (await server.People.SessionAsync(owner, antiforgery: false)).GetAsync(address)).Expect(HttpStatusCode.Redirect);
        (await (await server.People.SessionAsync(new Person(admin.Id, admin.Email!, ""), antiforgery: false)).GetAsync(address)).Expect(HttpStatusCode.OK);

        Assert.Contains("/account/sign-in", nobody.Header("Location"), StringComparison.Ordinal);
        Assert.Contains("/account/access-denied", other.Header("Location"), StringComparison.Ordinal);
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
