using DataExport.Core.Administration;
using DataExport.Core.Auditing;
using DataExport.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Tests.Core.Administration;

/// <summary>Organizations, people and storage as an instance admin sees them.</summary>
public sealed class DirectoryTests : IAsyncLifetime
{
    private static readonly Caller Admin = new(1, IsInstanceAdmin: true);

    private CoreHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await CoreHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Everything_ByAnybodyButAnAdminsSession_IsNotThere()
    {
        foreach (var caller in new[] { new Caller(1, IsInstanceAdmin: false), Admin with { TokenScopes = Scopes.All.ToHashSet() } })
        {
            Assert.Null(await _host.Get<OrganizationDirectory>().ListAsync(caller, null, 0, 10, CancellationToken.None));
            Assert.Empty(await _host.Get<OrganizationDirectory>().NamesAsync(caller, CancellationToken.None));
            Assert.False(await _host.Get<OrganizationDirectory>().SwitchExportsAsync(caller, 1, on: false, CancellationToken.None));
            Assert.Null(await _host.Get<UserDirectory>().ListAsync(caller, null, 0, 10, CancellationToken.None));
            Assert.Null(await _host.Get<StorageMeter>().MeasureAsync(caller, CancellationToken.None));
            Assert.Null(await _host.Get<QueueMonitor>().ReadAsync(caller, CancellationToken.None));
            Assert.IsType<UserActionResult.NotFound>(await _host.Get<UserActions>().LockAsync(caller, 2, CancellationToken.None));
        }
    }

    [Fact]
    public async Task Organizations_EachWithItsCounts_AreFoundByNameOrSlug()
    {
        var first = await _host.AddOrganizationAsync("shop", "site");
        await _host.AddMemberAsync(first.Organization.Id, OrganizationRole.Member);
        var second = await _host.AddOrganizationAsync();
        await AddEventsAsync(first.Projects[0].Id, 3);
        await AddEventsAsync(first.Projects[1].Id, 2);
        await _host.AcceptAsync(first, """{"field":["id"],"query":""}""");
        var export = await _host.GenerateAsync();

        var page = (await _host.Get<OrganizationDirectory>().ListAsync(Admin, null, 0, 1, CancellationToken.None))!;
        var found = (await _host.Get<OrganizationDirectory>().ListAsync(Admin, second.Organization.Slug.ToUpperInvariant(), 0, 10, CancellationToken.None))!;

        Assert.Equal(2, page.Total);
        var row = Assert.Single(page.Items);
        Assert.Equal((first.Organization.Slug, 2, 2, 5L, 1, export.Artifact!.StoredBytes), (row.Slug, row.Members, row.Projects, row.Events, row.Exports, row.StoredBytes));
        Assert.Equal((second.Organization.Slug, 0L, 0), (Assert.Single(found.Items).Slug, found.Items[0].Events, found.Items[0].Exports));
        Assert.Empty((await _host.Get<OrganizationDirectory>().ListAsync(Admin, "%", 0, 10, CancellationToken.None))!.Items);
    }

    [Fact]
    public async Task SwitchExports_Off_IsWrittenDownOnce()
    {
        var access = await _host.AddOrganizationAsync();
        var directory = _host.Get<OrganizationDirectory>();

        Assert.True(await directory.SwitchExportsAsync(Admin, access.Organization.Id, on: false, CancellationToken.None));
        Assert.True(await directory.SwitchExportsAsync(Admin, access.Organization.Id, on: false, CancellationToken.None));
        Assert.False(await directory.SwitchExportsAsync(Admin, 4711, on: false, CancellationToken.None));

        Assert.False((await _host.AccessAsync(access.Caller.UserId, access.Organization.Id)).Organization.DiscoverQuery);
        var entry = Assert.Single(await _host.WithDatabaseAsync(database => database.AuditEntries.Where(row => row.Action == AuditAction.OptionChanged).ToListAsync()));
        Assert.Equal((Admin.UserId, access.Organization.Id, "exports off"), (entry.UserId!.Value, entry.OrganizationId!.Value, entry.Detail));
    }

    [Fact]
    public async Task Users_WithPlacesAndLastSignIn_AreFoundByAddress()
    {
        var access = await _host.AddOrganizationAsync();
        var member = await _host.AddMemberAsync(access.Organization.Id, OrganizationRole.Member);
        var audit = _host.Get<AuditLog>();
        await audit.WriteAsync(AuditAction.SignedIn, member, null, null, CancellationToken.None);
        _host.Clock.Now += TimeSpan.FromHours(1);
        await audit.WriteAsync(AuditAction.SignedIn, member, null, null, CancellationToken.None);
        await audit.WriteAsync(AuditAction.SignInFailed, access.Caller.UserId, "wrong password", null, CancellationToken.None);
        await LockAsync(member, _host.Clock.Now.AddMinutes(5));

        var page = (await _host.Get<UserDirectory>().ListAsync(Admin, null, 0, 10, CancellationToken.None))!;

        Assert.Equal(2, page.Total);
        var (owner, person) = (page.Items.Single(row => row.Id == access.Caller.UserId), page.Items.Single(row => row.Id == member));
        Assert.Equal((null, null, false), (owner.LastSignIn, owner.LockedUntil, owner.IsLocked));
        Assert.Equal((_host.Clock.Now, _host.Clock.Now.AddMinutes(5), false), (person.LastSignIn, person.LockedUntil, person.IsLocked));
        Assert.Equal([(access.Organization.Slug, access.Organization.Name, OrganizationRole.Member)], person.Organizations);
        Assert.Equal(member, Assert.Single((await _host.Get<UserDirectory>().ListAsync(Admin, person.Email.ToUpperInvariant(), 0, 10, CancellationToken.None))!.Items).Id);
    }

    [Fact]
    public async Task Storage_ByOrganizationAndExpiry_AddsUp()
    {
        var first = await _host.AddOrganizationAsync("shop");
        await AddEventsAsync(first.Projects[0].Id, 5);
        await _host.AcceptAsync(first, """{"field":["id"],"query":""}""");
        var export = await _host.GenerateAsync();

        var use = (await _host.Get<StorageMeter>().MeasureAsync(Admin, CancellationToken.None))!;

        var stored = export.Artifact!.StoredBytes;
        Assert.Equal([(first.Organization.Slug, 1, stored)], use.Organizations.Select(row => (row.Slug, row.Files, row.Bytes)));
        Assert.Equal([(1, 0, 0L), (7, 0, 0), (28, 1, stored), (null, 0, 0)], use.Expiries.Select(row => (row.WithinDays, row.Files, row.Bytes)));
        Assert.Equal((stored, 1), use.Parts.Where(part => part.Name == "exports").Select(part => (part.Bytes, part.Files!.Value)).Single());
        Assert.All(use.Parts.Where(part => part.Name.EndsWith(".db", StringComparison.Ordinal)), part => Assert.InRange(part.Bytes, 4_096, long.MaxValue));
        Assert.InRange(use.FreeBytes, 1, use.DiskBytes);

        _host.Clock.Now = export.DateExpired!.Value;
        Assert.Empty((await _host.Get<StorageMeter>().MeasureAsync(Admin, CancellationToken.None))!.Organizations);
    }

    [Theory]
    [InlineData("1", false)]
    [InlineData("9223372036854775807", true)]
    public async Task Storage_RoomForTheLargestExport_DecidesWhetherItIsLow(string maxBytes, bool low)
    {
        await using var host = await CoreHost.StartAsync(("Exports:MaxBytes", maxBytes));

        var use = (await host.Get<StorageMeter>().MeasureAsync(Admin, CancellationToken.None))!;

        Assert.Equal(low || use.FreeBytes < use.DiskBytes / 20, use.IsLow);
    }

    private Task AddEventsAsync(int project, int count) =>
        _host.AddEventsAsync(Enumerable.Range(0, count).Select(_ => Sample.Event(project)));

    private Task LockAsync(int user, DateTime until) => _host.WithDatabaseAsync(async database =>
    {
        var row = await database.Users.SingleAsync(found => found.Id == user);
        row.LockoutEnd = new DateTimeOffset(until);
        return await database.SaveChangesAsync();
    });
}
