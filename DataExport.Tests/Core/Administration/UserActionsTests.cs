using DataExport.Core.Administration;
using DataExport.Core.Auditing;
using DataExport.Core.Organizations;
using DataExport.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Tests.Core.Administration;

/// <summary>What instance admins do to accounts, and may not.</summary>
public sealed class UserActionsTests : IAsyncLifetime
{
    private CoreHost _host = null!;
    private int _admin;
    private int _person;

    private UserActions Actions => _host.Get<UserActions>();

    private Caller Admin => new(_admin, IsInstanceAdmin: true);

    public async ValueTask InitializeAsync()
    {
        _host = await CoreHost.StartAsync();
        (_admin, _person) = (await _host.AddPersonAsync(), await _host.AddPersonAsync());
        await _host.WithDatabaseAsync(database => database.Users.Where(row => row.Id == _admin).ExecuteUpdateAsync(set => set.SetProperty(row => row.IsInstanceAdmin, true)));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Lock_Person_EndsSessionsAndTokensUntilUnlocked()
    {
        var text = (await _host.Get<ApiTokens>().CreateAsync(_person, "nightly", [Scopes.OrgRead], null, CancellationToken.None)).Text;
        var before = await FindAsync(_person);

        Assert.IsType<UserActionResult.Done>(await Actions.LockAsync(Admin, _person, CancellationToken.None));
        var locked = await FindAsync(_person);
        Assert.True(locked is { IsLockedByAdmin: true, LockoutEnabled: true });
        Assert.NotEqual(before.SecurityStamp, locked.SecurityStamp);
        Assert.Null(await _host.Get<ApiTokens>().AuthenticateAsync(text, CancellationToken.None));

        Assert.IsType<UserActionResult.Done>(await Actions.UnlockAsync(Admin, _person, CancellationToken.None));
        Assert.Null((await FindAsync(_person)).LockoutEnd);
        Assert.NotNull(await _host.Get<ApiTokens>().AuthenticateAsync(text, CancellationToken.None));
        Assert.Equal([(AuditAction.UserLocked, _person), (AuditAction.UserUnlocked, _person)], await WrittenDownAsync());
    }

    [Fact]
    public async Task AnyAction_OnOneself_IsRefused()
    {
        foreach (var action in new[] { Actions.LockAsync, Actions.UnlockAsync, Actions.MakeAdminAsync, (Func<Caller, int, CancellationToken, Task<UserActionResult>>)Actions.UnmakeAdminAsync })
        {
            Assert.IsType<UserActionResult.Refused>(await action(Admin, _admin, CancellationToken.None));
        }

        Assert.True(await FindAsync(_admin) is { IsInstanceAdmin: true, LockoutEnd: null });
        Assert.Empty(await WrittenDownAsync());
    }

    [Fact]
    public async Task TwoAdmins_UnmakingOrLockingEachOther_LeaveOne()
    {
        await Actions.MakeAdminAsync(Admin, _person, CancellationToken.None);
        var other = new Caller(_person, IsInstanceAdmin: true);

        var results = await Task.WhenAll(Actions.UnmakeAdminAsync(Admin, _person, CancellationToken.None), Actions.LockAsync(other, _admin, CancellationToken.None));

        Assert.Single(results, result => result is UserActionResult.Done);
        Assert.Single(results, result => result is UserActionResult.NotFound);
        Assert.Single(new[] { await FindAsync(_admin), await FindAsync(_person) }, user => user is { IsInstanceAdmin: true, IsLockedByAdmin: false });
    }

    [Fact]
    public async Task AdminByAnOldClaim_WhoIsNoneAnyMore_CanDoNothing()
    {
        Assert.IsType<UserActionResult.NotFound>(await Actions.LockAsync(new Caller(_person, IsInstanceAdmin: true), _admin, CancellationToken.None));
        Assert.IsType<UserActionResult.NotFound>(await Actions.LockAsync(Admin, 4711, CancellationToken.None));
        Assert.Empty(await WrittenDownAsync());
    }

    [Fact]
    public async Task MakeAndUnmakeAdmin_RenewTheStamp()
    {
        var stamps = new List<string?> { (await FindAsync(_person)).SecurityStamp };
        await Actions.MakeAdminAsync(Admin, _person, CancellationToken.None);
        Assert.True((await FindAsync(_person)).IsInstanceAdmin);
        stamps.Add((await FindAsync(_person)).SecurityStamp);
        await Actions.UnmakeAdminAsync(Admin, _person, CancellationToken.None);
        Assert.False((await FindAsync(_person)).IsInstanceAdmin);
        stamps.Add((await FindAsync(_person)).SecurityStamp);

        Assert.Equal(3, stamps.Distinct().Count());
        Assert.Equal([(AuditAction.AdminMade, _person), (AuditAction.AdminUnmade, _person)], await WrittenDownAsync());
    }

    private Task<ApplicationUser> FindAsync(int id) => _host.WithDatabaseAsync(database => database.Users.AsNoTracking().SingleAsync(row => row.Id == id));

    private async Task<IEnumerable<(AuditAction Action, int Subject)>> WrittenDownAsync()
    {
        var entries = await _host.WithDatabaseAsync(database => database.AuditEntries.Where(row => row.UserId == _admin).OrderBy(row => row.Id).ToListAsync());
        return entries.Where(row => row.Action is AuditAction.UserLocked or AuditAction.UserUnlocked or AuditAction.AdminMade or AuditAction.AdminUnmade)
            .Select(row => (row.Action, int.Parse(row.SubjectId!, System.Globalization.CultureInfo.InvariantCulture)));
    }
}
