using DataExport.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Tests.Core.Organizations;

/// <summary>Who sees which organization and project, and with which scopes.</summary>
public sealed class AccessRulesTests : IAsyncLifetime
{
    private CoreHost _host = null!;
    private OrganizationAccess _owner = null!;

    private int Organization => _owner.Organization.Id;

    public async ValueTask InitializeAsync()
    {
        _host = await CoreHost.StartAsync();
        _owner = await _host.AddOrganizationAsync("one", "two");
        await _host.WithDatabaseAsync(async database =>
        {
            // "two" belongs to a team of its own.
            var two = await database.Projects.Include(row => row.Teams).SingleAsync(row => row.Slug == "two");
            two.Teams.Clear();
            two.Teams.Add(new Team { OrganizationId = Organization, Slug = "closed", Name = "Closed" });
            return await database.SaveChangesAsync();
        });
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(OrganizationRole.Owner, true, "one two")]
    [InlineData(OrganizationRole.Owner, false, "one two")]
    [InlineData(OrganizationRole.Manager, false, "one two")]
    [InlineData(OrganizationRole.Admin, true, "one")]
    [InlineData(OrganizationRole.Admin, false, "")]
    [InlineData(OrganizationRole.Member, true, "one")]
    [InlineData(OrganizationRole.Member, false, "")]
    public async Task FindAsync_Member_SeesTheProjectsOfTheTeams(OrganizationRole role, bool everybody, string projects)
    {
        var access = await _host.AccessAsync(await _host.AddMemberAsync(Organization, role, everybody), Organization);

        Assert.Equal(projects, string.Join(' ', access.Projects.Select(project => project.Slug)));
        Assert.Equal(projects.Contains("two", StringComparison.Ordinal), access.CanSee(_owner.Projects.Select(project => project.Id)));
        Assert.Equal((role == OrganizationRole.Owner, true), (access.AdministersExports, access.HasAnyEventScope));
    }

    [Fact]
    public async Task FindAsync_Stranger_FindsNothingWhateverTheNameIs()
    {
        var rules = _host.Get<AccessRules>();
        var stranger = new Caller(await _host.AddPersonAsync(), IsInstanceAdmin: false);
        var other = await _host.AddOrganizationAsync("one");

        foreach (var caller in new[] { stranger, other.Caller })
        {
            Assert.Null(await rules.FindAsync(caller, _owner.Organization.Slug, CancellationToken.None));
            Assert.Null(await rules.FindAsync(caller, $"{Organization}", CancellationToken.None));
            Assert.Null(await rules.FindAsync(caller, Organization, CancellationToken.None));
        }

        Assert.Null(await rules.FindAsync(_owner.Caller, "nothing", CancellationToken.None));
        Assert.Null(await rules.FindAsync(_owner.Caller, $"-{Organization}", CancellationToken.None));
        Assert.Empty(await rules.ListAsync(stranger, CancellationToken.None));
        Assert.Equal([other.Organization.Id], (await rules.ListAsync(other.Caller, CancellationToken.None)).Select(row => row.Id));
    }

    [Fact]
    public async Task FindAsync_SlugAndId_FindTheSame()
    {
        var rules = _host.Get<AccessRules>();

        Assert.Equal(Organization, (await rules.FindAsync(_owner.Caller, _owner.Organization.Slug, CancellationToken.None))!.Organization.Id);
        Assert.Equal(Organization, (await rules.FindAsync(_owner.Caller, $"{Organization}", CancellationToken.None))!.Organization.Id);
    }

    [Fact]
    public async Task FindAsync_InstanceAdminFromOutside_AdministersExportsAndSeesNoData()
    {
        var access = await _host.AccessAsync(await _host.AddPersonAsync(), Organization, admin: true);

        Assert.Empty(access.Projects);
        Assert.Equal((true, false, (OrganizationRole?)null), (access.AdministersExports, access.HasAnyEventScope, access.Role));
    }

    [Fact]
    public async Task FindAsync_Token_NarrowsTheRole()
    {
        var caller = _owner.Caller with { TokenScopes = Scopes.Widen(["event:admin", "team:read"]) };
        var access = await _host.Get<AccessRules>().FindAsync(caller, Organization, CancellationToken.None);
        Assert.Equal(["event:admin", "event:read", "event:write", "team:read"], access!.EffectiveScopes.Order(StringComparer.Ordinal));

        // A token with more than the role gives only what the role gives.
        var member = new Caller(await _host.AddMemberAsync(Organization, OrganizationRole.Member), IsInstanceAdmin: false, Scopes.Widen(Scopes.All));
        access = await _host.Get<AccessRules>().FindAsync(member, Organization, CancellationToken.None);
        Assert.Equal(
            ["event:read", "event:write", "member:read", "org:read", "project:read", "team:read"], access!.EffectiveScopes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Widen_Scopes_AddsTheNarrowerOnesOfTheSameResource()
    {
        Assert.Equal(["event:read", "event:write"], Scopes.Widen(["event:write"]).Order(StringComparer.Ordinal));
        Assert.Equal(["org:admin", "org:read", "org:write"], Scopes.Widen(["org:admin"]).Order(StringComparer.Ordinal));
        Assert.Equal(["odd", "project:releases", "x:y:admin"], Scopes.Widen(["project:releases", "odd", "x:y:admin"]).Order(StringComparer.Ordinal));
        Assert.Equal(16, Scopes.All.Distinct().Count());
    }

    [Fact]
    public void OfRole_EachRole_HasAllOfTheNarrowerRole()
    {
        var roles = Enum.GetValues<OrganizationRole>().Order().Select(Scopes.OfRole).ToList();

        Assert.All(roles.Zip(roles.Skip(1)), pair => Assert.ProperSubset(pair.Second.ToHashSet(), pair.First.ToHashSet()));
    }
}
