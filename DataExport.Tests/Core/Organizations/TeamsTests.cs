using DataExport.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Tests.Core.Organizations;

/// <summary>Teams decide who sees which project, so nobody lets oneself in.</summary>
public sealed class TeamsTests : IAsyncLifetime
{
    private CoreHost _host = null!;
    private OrganizationAccess _owner = null!;

    private int Organization => _owner.Organization.Id;

    private Teams Teams => _host.Get<Teams>();

    public async ValueTask InitializeAsync()
    {
        _host = await CoreHost.StartAsync();
        _owner = await _host.AddOrganizationAsync("one", "two");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task SetProject_OutOfEverybodyAndIntoATeam_IsSeenByTheTeamAlone()
    {
        var (inside, outside) = (await AddAsync(OrganizationRole.Member), await AddAsync(OrganizationRole.Member));
        var two = _owner.Projects.Single(project => project.Slug == "two").Id;
        var team = await CreateAsync("Closed");
        var everybody = (await Teams.ListAsync(_owner, CancellationToken.None))[0].Team;

        Assert.IsType<ChangeResult<Team>.Done>(await Teams.SetMemberAsync(_owner, team.Id, await KeyAsync(inside), true, CancellationToken.None));
        Assert.IsType<ChangeResult<Team>.Done>(await Teams.SetProjectAsync(_owner, team.Id, two, true, CancellationToken.None));
        Assert.IsType<ChangeResult<Team>.Done>(await Teams.SetProjectAsync(_owner, everybody.Id, two, false, CancellationToken.None));

        Assert.True(everybody.Everybody);
        Assert.Equal(["one", "two"], await SeenAsync(inside));
        Assert.Equal(["one"], await SeenAsync(outside));
    }

    [Fact]
    public async Task Admin_ChangesTheOwnTeamsOnly()
    {
        var admin = await AddAsync(OrganizationRole.Admin);
        var foreign = await CreateAsync("Foreign");
        var own = Assert.IsType<CreationResult<Team>.Created>(await Teams.CreateAsync(admin, "Own", null, CancellationToken.None)).Value;

        Assert.IsType<ChangeResult<Team>.Forbidden>(await Teams.SetMemberAsync(admin, foreign.Id, await KeyAsync(admin), true, CancellationToken.None));
        Assert.IsType<ChangeResult<Team>.Forbidden>(await Teams.RenameAsync(admin, foreign.Id, "Mine", CancellationToken.None));
        Assert.IsType<ChangeResult<Team>.Forbidden>(await Teams.DeleteAsync(admin, own.Id, CancellationToken.None));
        Assert.IsType<ChangeResult<Team>.Done>(await Teams.RenameAsync(admin, own.Id, "Ours", CancellationToken.None));
    }

    [Fact]
    public async Task Admin_CannotBringInAProjectThatIsNotSeen()
    {
        var admin = await AddAsync(OrganizationRole.Admin, everybody: false);
        var own = Assert.IsType<CreationResult<Team>.Created>(await Teams.CreateAsync(admin, "Own", null, CancellationToken.None)).Value;

        var result = await Teams.SetProjectAsync(await _host.AccessAsync(admin.Caller.UserId, Organization), own.Id, _owner.Projects[0].Id, true, CancellationToken.None);

        Assert.Equal("There is no such project.", Assert.IsType<ChangeResult<Team>.Invalid>(result).Error.Message);
    }

    [Fact]
    public async Task Everybody_StaysAndKeepsItsMembers()
    {
        var everybody = (await Teams.ListAsync(_owner, CancellationToken.None))[0];

        Assert.IsType<ChangeResult<Team>.Invalid>(await Teams.DeleteAsync(_owner, everybody.Team.Id, CancellationToken.None));
        Assert.IsType<ChangeResult<Team>.Invalid>(await Teams.SetMemberAsync(_owner, everybody.Team.Id, everybody.MemberIds[0], false, CancellationToken.None));
    }

    [Fact]
    public async Task Delete_LeavesPeopleAndProjects()
    {
        var team = await CreateAsync("Short-lived");
        await Teams.SetProjectAsync(_owner, team.Id, _owner.Projects[0].Id, true, CancellationToken.None);

        Assert.IsType<ChangeResult<Team>.Done>(await Teams.DeleteAsync(_owner, team.Id, CancellationToken.None));

        Assert.Equal(["one", "two"], await SeenAsync(_owner));
        Assert.Single(await Teams.ListAsync(_owner, CancellationToken.None));
    }

    [Fact]
    public async Task Anything_OfAnotherOrganization_IsNotFound()
    {
        var elsewhere = await _host.AddOrganizationAsync("three");
        var theirs = (await Teams.ListAsync(elsewhere, CancellationToken.None))[0].Team.Id;
        var team = await CreateAsync("Ours");

        Assert.IsType<ChangeResult<Team>.NotFound>(await Teams.RenameAsync(_owner, theirs, "x", CancellationToken.None));
        Assert.IsType<ChangeResult<Team>.Invalid>(await Teams.SetMemberAsync(_owner, team.Id, await KeyAsync(elsewhere), true, CancellationToken.None));
        Assert.IsType<ChangeResult<Team>.Invalid>(await Teams.SetProjectAsync(_owner, team.Id, elsewhere.Projects[0].Id, true, CancellationToken.None));
    }

    [Theory]
    [InlineData("", null, "name")]
    [InlineData("Fine", "Not Fine", "slug")]
    [InlineData("Fine", "everybody", "slug")]
    public async Task Create_WhatCannotBe_NamesTheField(string name, string? slug, string field)
    {
        var result = await Teams.CreateAsync(_owner, name, slug, CancellationToken.None);

        Assert.Equal(field, Assert.Single(Assert.IsType<CreationResult<Team>.Invalid>(result).Errors).Field);
    }

    private async Task<Team> CreateAsync(string name) => Assert.IsType<CreationResult<Team>.Created>(await Teams.CreateAsync(_owner, name, null, CancellationToken.None)).Value;

    private async Task<string[]> SeenAsync(OrganizationAccess access) =>
        [.. (await _host.AccessAsync(access.Caller.UserId, Organization)).Projects.Select(project => project.Slug)];

    private async Task<OrganizationAccess> AddAsync(OrganizationRole role, bool everybody = true) =>
        await _host.AccessAsync(await _host.AddMemberAsync(Organization, role, everybody), Organization);

    private Task<int> KeyAsync(OrganizationAccess access) => _host.WithDatabaseAsync(database => database.Memberships
        .Where(row => row.OrganizationId == access.Organization.Id && row.UserId == access.Caller.UserId).Select(row => row.Id).SingleAsync());
}
