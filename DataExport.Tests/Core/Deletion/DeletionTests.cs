using DataExport.Core.Auditing;
using DataExport.Core.Deletion;
using DataExport.Core.Events;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Generating;
using DataExport.Core.Exports.Queue;
using DataExport.Core.Exports.Retention;
using DataExport.Core.Mail;
using DataExport.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Tests.Core.Deletion;

/// <summary>Projects and organizations that are deleted: gone for everybody at once, and their data soon after, whatever happens meanwhile.</summary>
public sealed class DeletionTests : IAsyncLifetime
{
    private const string All = """{"field":["id"],"query":""}""";

    // Every table of the store that names a project or an issue.
    private const string Left =
        """
        SELECT (SELECT count(*) FROM events WHERE project_id = ?1) + (SELECT count(*) FROM issues WHERE project_id = ?1)
            + (SELECT count(*) FROM issue_tag_keys) + (SELECT count(*) FROM issue_tag_values)
            + (SELECT count(*) FROM project_hours WHERE project_id = ?1) + (SELECT count(*) FROM project_environments WHERE project_id = ?1)
            + (SELECT count(*) FROM project_tag_keys WHERE project_id = ?1) + (SELECT count(*) FROM issue_numbers WHERE project_id = ?1)
            + (SELECT count(*) FROM removals WHERE project_id = ?1)
        """;

    private CoreHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await CoreHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Project_Deleted_IsGoneAtOnceAndItsNameIsFree()
    {
        var access = await _host.AddOrganizationAsync("shop", "site");
        var (shop, site) = (access.Projects[0], access.Projects[1]);
        var key = await _host.WithDatabaseAsync(database => database.ProjectKeys.SingleAsync(row => row.ProjectId == shop.Id));
        Assert.Equal(shop.Id, await _host.Get<ProjectKeyLookup>().FindProjectAsync(key.PublicKey, CancellationToken.None));

        Assert.IsType<ChangeResult<Project>.Done>(await DeleteProjectAsync(access, shop.Id));

        var now = await _host.AccessAsync(access.Caller.UserId, access.Organization.Id);
        Assert.Equal([site.Id], now.Projects.Select(row => row.Id));
        Assert.False(await _host.Get<AccessRules>().ExistAsync([shop.Id], CancellationToken.None));
        Assert.Null(await _host.Get<ProjectKeyLookup>().FindProjectAsync(key.PublicKey, CancellationToken.None));
        Assert.IsType<ChangeResult<Project>.NotFound>(await DeleteProjectAsync(now, shop.Id));
        Assert.IsType<ChangeResult<Project>.NotFound>(await DeleteProjectAsync(access, shop.Id));
        Assert.IsType<CreationResult<Project>.Created>(await _host.Get<ProjectCreation>().CreateAsync(now, "shop", "shop", null, CancellationToken.None));
        var entry = Assert.Single(await _host.WithDatabaseAsync(database => database.AuditEntries.Where(row => row.Action == AuditAction.ProjectDeleted).ToListAsync()));
        Assert.Equal((access.Caller.UserId, access.Organization.Id, $"{shop.Id}", "shop"), (entry.UserId, entry.OrganizationId, entry.SubjectId, entry.SubjectName));
    }

    [Fact]
    public async Task Project_Deleted_EndsItsExportsAndTellsWhy()
    {
        var access = await _host.AddOrganizationAsync("shop", "site");
        await _host.AddEventsAsync(Sample.Event(access.Projects[0].Id));
        var running = await _host.AcceptAsync(access, All);
        var claimed = (await _host.Queue.ClaimAsync("exporter", CancellationToken.None))!;
        var queued = await _host.AcceptAsync(access, """{"field":["title"],"query":""}""");
        var other = await _host.AcceptAsync(access, """{"field":["id"],"query":"","project":["site"]}""");

        await DeleteProjectAsync(access, access.Projects[0].Id);
        await _host.Get<ExportAttempt>().RunAsync(claimed, new ExportClaim(claimed.Id, claimed.Attempt, "exporter"), CancellationToken.None);

        foreach (var id in new[] { running.Id, queued.Id })
        {
            var export = await _host.FindAsync(id);
            Assert.Equal((ExportState.Failed, ExportErrorCode.NotFound, null), (export.State, export.ErrorCode, export.Owner));
            Assert.Equal("The project shop was deleted before the file was ready. Start a new export without it.", export.ErrorMessage);
            Assert.Equal(1, await _host.WithDatabaseAsync(database => database.OutboxMails.CountAsync(row => row.ExportId == id && row.Kind == MailKind.Failed)));
        }

        Assert.Equal(ExportState.Queued, (await _host.FindAsync(other.Id)).State);
        Assert.Empty(_host.Files);
    }

    [Fact]
    public async Task Project_DeletedAsAnExportIsRetried_SaysThatItIsGone()
    {
        var access = await _host.AddOrganizationAsync("shop");
        var export = await _host.AcceptAsync(access, All);
        await DeleteProjectAsync(access, access.Projects[0].Id);
        Assert.IsType<ActionResult.Done>(await _host.Get<ExportActions>().RetryAsync(access, export.Id, CancellationToken.None));

        var again = await _host.GenerateAsync();

        Assert.Equal((ExportState.Failed, ExportErrorCode.NotFound), (again.State, again.ErrorCode));
        Assert.Equal("A project in this export was deleted. Start a new export without it.", again.ErrorMessage);
    }

    [Theory]
    [InlineData(OrganizationRole.Member, false, false)]
    [InlineData(OrganizationRole.Admin, true, false)]
    [InlineData(OrganizationRole.Manager, true, false)]
    [InlineData(OrganizationRole.Owner, true, true)]
    public async Task Deletion_ByRole_TakesProjectAdminOrOrgAdmin(OrganizationRole role, bool project, bool organization)
    {
        var owner = await _host.AddOrganizationAsync("shop");
        var access = await _host.AccessAsync(await _host.AddMemberAsync(owner.Organization.Id, role), owner.Organization.Id);

        Assert.Equal(project, await DeleteProjectAsync(access, access.Projects[0].Id) is ChangeResult<Project>.Done);
        Assert.Equal(organization, await _host.Get<Deletions>().DeleteOrganizationAsync(access, CancellationToken.None) is ChangeResult<Organization>.Done);
    }

    [Fact]
    public async Task Sweep_BrokenOffHalfWay_GoesOnAndLeavesNothingButTheNeighbours()
    {
        var access = await _host.AddOrganizationAsync("shop", "site");
        var (shop, site) = (access.Projects[0].Id, access.Projects[1].Id);
        await _host.AddEventsAsync(Enumerable.Range(0, 2_000).Select(number => Sample.Event(shop, message: $"m{number % 7}", tags: ("browser", $"b{number % 3}"))));
        await _host.AddEventsAsync(Sample.Event(site), Sample.Event(site));
        await DeleteProjectAsync(access, shop);
        using var stop = new CancellationTokenSource();
        using (_host.Get<EventChanges>().Subscribe(() => StopOnceSomeAreGone(stop)))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _host.Get<DeletionSweep>().RunAsync(stop.Token));
        }

        Assert.InRange(Events(), 1, 1_999);
        await SweepAsync();

        Assert.Equal(0, Count(Left, shop));
        Assert.Equal(2, Count("SELECT sum(times_seen) FROM issues WHERE project_id = ?1", site));
        Assert.Equal(2, Count("SELECT count(*) FROM events WHERE project_id = ?1", site));
        Assert.Equal(2, await RowsAsync(access));
        await _host.AddEventsAsync(Sample.Event(shop));
        _host.Clock.Now += DeletionSweep.Settling;
        await SweepAsync();
        Assert.Equal(0, Count(Left, shop));
        Assert.Equal(1, await RowsAsync(access));

        long Events() => Count("SELECT count(*) FROM events WHERE project_id = ?1", shop);

        // Other commits come between, such as of the counts of tag values.
        void StopOnceSomeAreGone(CancellationTokenSource stop)
        {
            if (Events() < 2_000)
            {
                stop.Cancel();
            }
        }
    }

    [Fact]
    public async Task Organization_Deleted_IsGoneAtOnceWithItsFiles()
    {
        var (access, other) = (await _host.AddOrganizationAsync("shop"), await _host.AddOrganizationAsync("site"));
        await _host.AddEventsAsync(Sample.Event(access.Projects[0].Id));
        await _host.AcceptAsync(access, All);
        await _host.GenerateAsync();
        await _host.AcceptAsync(access, """{"field":["title"],"query":""}""");
        Assert.Single(_host.Files);

        Assert.IsType<ChangeResult<Organization>.Done>(await _host.Get<Deletions>().DeleteOrganizationAsync(access, CancellationToken.None));

        var rules = _host.Get<AccessRules>();
        Assert.Null(await rules.FindAsync(access.Caller, access.Organization.Slug, CancellationToken.None));
        Assert.Null(await rules.FindAsync(access.Caller with { IsInstanceAdmin = true }, access.Organization.Id, CancellationToken.None));
        Assert.Empty(await rules.ListAsync(access.Caller, CancellationToken.None));
        Assert.Null(await _host.Queue.ClaimAsync("exporter", CancellationToken.None));
        await _host.Get<ExportRetention>().RemoveOrphansAsync(CancellationToken.None);
        Assert.Empty(_host.Files);
        await SweepAsync();
        Assert.Equal(0, Count(Left, access.Projects[0].Id));
        _host.Clock.Now += DeletionSweep.Settling;
        await SweepAsync();
        await SweepAsync();
        Assert.Equal([other.Organization.Id], await _host.WithDatabaseAsync(database => database.Organizations.IgnoreQueryFilters().Select(row => row.Id).ToListAsync()));
        Assert.Equal([other.Organization.Id], await _host.WithDatabaseAsync(database => database.Memberships.Select(row => row.OrganizationId).ToListAsync()));
    }

    [Fact]
    public async Task Organization_DeletedAndMadeAnew_HasTheNameAgain()
    {
        var access = await _host.AddOrganizationAsync();
        await _host.Get<Deletions>().DeleteOrganizationAsync(access, CancellationToken.None);

        var made = await _host.Get<OrganizationCreation>().CreateAsync(access.Organization.Name, access.Organization.Slug, access.Caller.UserId, CancellationToken.None);

        Assert.Equal(access.Organization.Slug, Assert.IsType<CreationResult<Organization>.Created>(made).Value.Slug);
    }

    private Task<ChangeResult<Project>> DeleteProjectAsync(OrganizationAccess access, int project) =>
        _host.Get<Deletions>().DeleteProjectAsync(access, project, CancellationToken.None);

    private Task SweepAsync() => _host.Get<DeletionSweep>().RunAsync(CancellationToken.None);

    private long Count(string sql, int project)
    {
        using var reader = _host.Store.OpenReader();
        using var count = reader.Prepare(sql);
        count.Bind(1, project).Step();
        return count.Int64(0);
    }

    private Task<int> RowsAsync(OrganizationAccess access) =>
        _host.WithDatabaseAsync(database => database.Projects.IgnoreQueryFilters().CountAsync(row => row.OrganizationId == access.Organization.Id));
}
