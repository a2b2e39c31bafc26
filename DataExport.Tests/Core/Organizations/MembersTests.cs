using DataExport.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Tests.Core.Organizations;

/// <summary>Who may change whom, and what stays.</summary>
public sealed class MembersTests : IAsyncLifetime
{
    private CoreHost _host = null!;
    private OrganizationAccess _owner = null!;

    private int Organization => _owner.Organization.Id;

    private Members Members => _host.Get<Members>();

    public async ValueTask InitializeAsync()
    {
        _host = await CoreHost.StartAsync();
        _owner = await _host.AddOrganizationAsync("one");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    // Who asks, whose role it is, the role that is wished for, and what comes of it.
    [Theory]
    [InlineData(OrganizationRole.Member, OrganizationRole.Member, OrganizationRole.Member, "Forbidden")]
    [InlineData(OrganizationRole.Admin, OrganizationRole.Member, OrganizationRole.Admin, "Forbidden")]
    [InlineData(OrganizationRole.Manager, OrganizationRole.Member, OrganizationRole.Manager, "Done")]
    [InlineData(OrganizationRole.Manager, OrganizationRole.Member, OrganizationRole.Owner, "Invalid")]
    [InlineData(OrganizationRole.Manager, OrganizationRole.Owner, OrganizationRole.Member, "Forbidden")]
    [InlineData(OrganizationRole.Owner, OrganizationRole.Owner, OrganizationRole.Member, "Done")]
    [InlineData(OrganizationRole.Owner, OrganizationRole.Admin, OrganizationRole.Owner, "Done")]
    public async Task ChangeRole_ByEachRole_FollowsTheRule(OrganizationRole asking, OrganizationRole before, OrganizationRole after, string outcome)
    {
        var access = await AddAsync(asking);
        var target = await AddAsync(before);

        var result = await Members.ChangeRoleAsync(access, await KeyAsync(target), after, CancellationToken.None);

        Assert.Equal(outcome, result.GetType().Name);
        Assert.Equal(outcome == "Done" ? after : before, (await _host.AccessAsync(target.Caller.UserId, Organization)).Role);
    }

    [Fact]
    public async Task LastOwner_CanNeitherStepDownNorLeaveNorBeRemoved()
    {
        var key = await KeyAsync(_owner);

        var down = await Members.ChangeRoleAsync(_owner, key, OrganizationRole.Manager, CancellationToken.None);
        var left = await Members.LeaveAsync(_owner, CancellationToken.None);
        var removed = await Members.RemoveAsync(_owner, key, CancellationToken.None);

        Assert.All([down, left, removed], result => Assert.StartsWith("An organization needs an owner.", Assert.IsType<ChangeResult<Membership>.Invalid>(result).Error.Message, StringComparison.Ordinal));
        Assert.Equal(OrganizationRole.Owner, (await _host.AccessAsync(_owner.Caller.UserId, Organization)).Role);
    }

    [Fact]
    public async Task TwoOwners_WhoDemoteEachOtherAtOnce_LeaveOne()
    {
        var other = await AddAsync(OrganizationRole.Owner);
        var (first, second) = (await KeyAsync(_owner), await KeyAsync(other));

        await Task.WhenAll(
            Members.ChangeRoleAsync(_owner, second, OrganizationRole.Member, CancellationToken.None),
            Members.ChangeRoleAsync(other, first, OrganizationRole.Member, CancellationToken.None));

        Assert.Equal(1, await _host.WithDatabaseAsync(database => database.Memberships.CountAsync(row => row.OrganizationId == Organization && row.Role == OrganizationRole.Owner)));
    }

    [Fact]
    public async Task Remove_ByAManager_TakesEverythingAtOnce()
    {
        var manager = await AddAsync(OrganizationRole.Manager);
        var member = await AddAsync(OrganizationRole.Member);

        Assert.IsType<ChangeResult<Membership>.Done>(await Members.RemoveAsync(manager, await KeyAsync(member), CancellationToken.None));

        Assert.Null(await _host.Get<AccessRules>().FindAsync(member.Caller, Organization, CancellationToken.None));
        Assert.DoesNotContain(await Members.ListAsync(manager, CancellationToken.None), row => row.UserId == member.Caller.UserId);
    }

    [Fact]
    public async Task Remove_OfSomebodyElsewhere_IsNotFound()
    {
        var elsewhere = await _host.AddOrganizationAsync();
        var stranger = await KeyAsync(elsewhere);

        Assert.IsType<ChangeResult<Membership>.NotFound>(await Members.RemoveAsync(_owner, stranger, CancellationToken.None));
        Assert.Null(await Members.FindAsync(_owner, stranger, CancellationToken.None));
        Assert.NotNull(await Members.FindAsync(elsewhere, stranger, CancellationToken.None));
    }

    [Fact]
    public async Task Change_ByAnOldAccess_IsRefusedOnceTheRoleIsGone()
    {
        var manager = await AddAsync(OrganizationRole.Manager);
        var member = await AddAsync(OrganizationRole.Member);
        await Members.ChangeRoleAsync(_owner, await KeyAsync(manager), OrganizationRole.Member, CancellationToken.None);

        Assert.IsType<ChangeResult<Membership>.Forbidden>(await Members.RemoveAsync(manager, await KeyAsync(member), CancellationToken.None));
    }

    [Fact]
    public async Task Leave_Member_IsOut()
    {
        var member = await AddAsync(OrganizationRole.Member);

        Assert.IsType<ChangeResult<Membership>.Done>(await Members.LeaveAsync(member, CancellationToken.None));

        Assert.Null(await _host.Get<AccessRules>().FindAsync(member.Caller, Organization, CancellationToken.None));
    }

    private async Task<OrganizationAccess> AddAsync(OrganizationRole role) => await _host.AccessAsync(await _host.AddMemberAsync(Organization, role), Organization);

    private Task<int> KeyAsync(OrganizationAccess access) => _host.WithDatabaseAsync(database => database.Memberships
        .Where(row => row.OrganizationId == access.Organization.Id && row.UserId == access.Caller.UserId).Select(row => row.Id).SingleAsync());
}
