using DataExport.Core.Auditing;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Downloading;
using DataExport.Core.Organizations;
using DataExport.Core.Users;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Tests.Core.Auditing;

/// <summary>Who did what is written down with the change, once, and stays.</summary>
public sealed class AuditLogTests : IAsyncLifetime
{
    private CoreHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await CoreHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("""UPDATE "AuditEntries" SET "UserId" = 7""")]
    [InlineData("""DELETE FROM "AuditEntries" """)]
    [InlineData("""INSERT OR REPLACE INTO "AuditEntries" ("Id", "Date", "Action") SELECT "Id", "Date", 'SignedIn' FROM "AuditEntries" """)]
    public async Task Table_ChangedByHand_Refuses(string statement)
    {
        await _host.AddOrganizationAsync();
        var before = await EntriesAsync();

        var refused = await Assert.ThrowsAsync<SqliteException>(() => _host.WithDatabaseAsync(database => database.Database.ExecuteSqlRawAsync(statement)));

        Assert.Contains("only ever appended to", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await EntriesAsync());
    }

    [Fact]
    public async Task Exports_EachAction_LeavesOneEntryWithoutTheName()
    {
        var access = await _host.AddOrganizationAsync("shop");
        var export = await _host.AcceptAsync(access, """{"field":["id"],"query":"user.email:bob@example.com"}""");
        var actions = _host.Get<ExportActions>();
        await _host.SubmitAsync(access, CoreHost.Request("""{"field":["id"],"query":"user.email:bob@example.com"}"""));
        await actions.CancelAsync(access, export.Id, CancellationToken.None);
        await actions.CancelAsync(access, export.Id, CancellationToken.None);
        await actions.RetryAsync(access, export.Id, CancellationToken.None);
        await actions.DeleteAsync(access, export.Id, CancellationToken.None);

        var entries = (await EntriesAsync()).Where(entry => entry.SubjectId == export.Id).ToList();

        Assert.Equal([AuditAction.ExportRequested, AuditAction.ExportCancelled, AuditAction.ExportDeleted], entries.Select(entry => entry.Action));
        Assert.All(entries, entry => Assert.Equal((access.Caller.UserId, access.Organization.Id, null), (entry.UserId, entry.OrganizationId, entry.SubjectName)));
        Assert.All(entries, entry => Assert.Equal(_host.Clock.Now, entry.Date));
    }

    [Fact]
    public async Task Exports_ExtendedAndRetried_AreWrittenDown()
    {
        var access = await _host.AddOrganizationAsync("shop");
        var actions = _host.Get<ExportActions>();
        await _host.AcceptAsync(access, """{"field":["id"],"query":""}""");
        var done = await _host.GenerateAsync();
        var failed = await _host.AcceptAsync(access, """{"field":["id"],"query":"x"}""");
        await _host.WithDatabaseAsync(database => database.Exports.Where(row => row.Id == failed.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, ExportState.Failed)));

        Assert.IsType<ActionResult.Done>(await actions.ExtendAsync(access, done.Id, CancellationToken.None));
        Assert.IsType<ActionResult.Done>(await actions.RetryAsync(access, failed.Id, CancellationToken.None));

        var entries = await EntriesAsync();
        Assert.Equal([(AuditAction.ExportExtended, done.Id), (AuditAction.ExportRetried, failed.Id)], entries.TakeLast(2).Select(entry => (entry.Action, entry.SubjectId!)));
    }

    [Fact]
    public async Task TokensAndKeys_MadeAndTakenAway_AreWrittenDownByName()
    {
        var access = await _host.AddOrganizationAsync("shop");
        var tokens = _host.Get<ApiTokens>();
        var keys = _host.Get<ProjectKeys>();
        var (token, text) = await tokens.CreateAsync(access.Caller.UserId, "nightly", [Scopes.OrgRead], null, CancellationToken.None);
        Assert.False(await tokens.DeleteAsync(access.Caller.UserId + 1, token.Id, CancellationToken.None));
        Assert.True(await tokens.DeleteAsync(access.Caller.UserId, token.Id, CancellationToken.None));
        var project = access.Projects[0].Id;
        var key = Assert.IsType<KeyResult.Done>(await keys.CreateAsync(access, project, "phones", CancellationToken.None)).Key;
        await keys.ChangeAsync(access, project, key.PublicKey, isActive: false, name: null, CancellationToken.None);
        await keys.ChangeAsync(access, project, key.PublicKey, isActive: false, name: "phones", CancellationToken.None);
        await keys.ChangeAsync(access, project, key.PublicKey, isActive: true, name: "tablets", CancellationToken.None);
        await keys.DeleteAsync(access, project, key.PublicKey, CancellationToken.None);

        var entries = await EntriesAsync();

        Assert.Equal(
            [
                (AuditAction.OrganizationMade, access.Organization.Name), (AuditAction.ProjectMade, "shop"), (AuditAction.TokenMade, "nightly"), (AuditAction.TokenRevoked, "nightly"),
                (AuditAction.KeyMade, "phones"), (AuditAction.KeyDisabled, "phones"), (AuditAction.KeyRenamed, "tablets"), (AuditAction.KeyEnabled, "tablets"), (AuditAction.KeyDeleted, "tablets"),
            ],
            entries.Select(entry => (entry.Action, entry.SubjectName!)));
        Assert.DoesNotContain(entries, entry => $"{entry.SubjectId}{entry.SubjectName}{entry.Detail}".Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Trail_ByAnybodyButAnAdminsSession_IsNotThere()
    {
        var trail = _host.Get<AuditTrail>();

        Assert.Null(await trail.ListAsync(new Caller(1, IsInstanceAdmin: false), new AuditFilter(), CancellationToken.None));
        Assert.Null(await trail.ListAsync(new Caller(1, IsInstanceAdmin: true, Scopes.All.ToHashSet()), new AuditFilter(), CancellationToken.None));
    }

    [Fact]
    public async Task Trail_Downloads_StandBetweenTheEntriesAndOutliveTheExport()
    {
        var access = await _host.AddOrganizationAsync("shop");
        var export = await _host.AcceptAsync(access, """{"field":["id"],"query":""}""", request => request with { Name = "errors" });
        _host.Clock.Now += TimeSpan.FromMinutes(1);
        var record = await _host.Get<ExportDownloads>().BeginAsync(access, export.Id, "192.0.2.7", CancellationToken.None);
        await _host.Get<ExportDownloads>().EndAsync(record, 1_234, finished: true, CancellationToken.None);
        var there = (await ListAsync(new AuditFilter())).Items[0];
        _host.Clock.Now += TimeSpan.FromMinutes(1);
        await _host.Get<ExportActions>().DeleteAsync(access, export.Id, CancellationToken.None);

        var gone = (await ListAsync(new AuditFilter { OrganizationId = access.Organization.Id })).Items;

        Assert.Equal(("ExportDownloaded", "errors", true, "192.0.2.7"), (there.Action, there.SubjectName, there.IsExport, there.Address));
        Assert.Equal((1_234L, true, DateTimeKind.Utc), (there.BytesSent, there.Finished, there.Date.Kind));
        Assert.Equal(["ExportDeleted", "ExportDownloaded", "ExportRequested"], gone.Take(3).Select(line => line.Action));
        Assert.All(gone.Take(3), line => Assert.Equal((null, false, export.Id), (line.SubjectName, line.IsExport, line.SubjectId)));
    }

    [Fact]
    public async Task Trail_Filters_NarrowAndPage()
    {
        var first = await _host.AddOrganizationAsync("shop");
        _host.Clock.Now += TimeSpan.FromHours(1);
        var second = await _host.AddOrganizationAsync("site");
        var email = await _host.WithDatabaseAsync(database => database.Users.Where(row => row.Id == second.Caller.UserId).Select(row => row.Email!).SingleAsync());

        Assert.Equal(2, (await ListAsync(new AuditFilter { OrganizationId = first.Organization.Id })).Total);
        Assert.Equal(2, (await ListAsync(new AuditFilter { Actions = [AuditAction.ProjectMade] })).Total);
        Assert.Equal(2, (await ListAsync(new AuditFilter { Who = email.ToUpperInvariant() })).Total);
        Assert.Equal(0, (await ListAsync(new AuditFilter { Who = "%" })).Total);
        Assert.Equal(2, (await ListAsync(new AuditFilter { Since = _host.Clock.Now })).Total);
        Assert.Equal(2, (await ListAsync(new AuditFilter { Before = _host.Clock.Now })).Total);
        var page = await ListAsync(new AuditFilter { Skip = 1, Take = 2 });
        Assert.Equal((4, second.Organization.Id, first.Organization.Id), (page.Total, page.Items[0].OrganizationId!.Value, page.Items[1].OrganizationId!.Value));
    }

    [Fact]
    public async Task Trail_OfAnOrganization_IsForOwnersAndHoldsNothingOfAnother()
    {
        var (shop, site) = (await _host.AddOrganizationAsync("shop"), await _host.AddOrganizationAsync("site"));
        var trail = _host.Get<AuditTrail>();

        var page = (await trail.ListAsync(shop, new AuditFilter { OrganizationId = site.Organization.Id }, CancellationToken.None))!;

        Assert.Equal((2, 2), (page.Total, page.Items.Count));
        Assert.All(page.Items, line => Assert.Equal(shop.Organization.Id, line.OrganizationId));
        foreach (var role in new[] { OrganizationRole.Member, OrganizationRole.Admin, OrganizationRole.Manager })
        {
            Assert.Null(await trail.ListAsync(shop with { Role = role, EffectiveScopes = Scopes.OfRole(role) }, new AuditFilter(), CancellationToken.None));
        }
    }

    private async Task<AuditPage> ListAsync(AuditFilter filter) =>
        (await _host.Get<AuditTrail>().ListAsync(new Caller(1, IsInstanceAdmin: true), filter, CancellationToken.None))!;

    private Task<List<Entry>> EntriesAsync() => _host.WithDatabaseAsync(database => database.AuditEntries.OrderBy(row => row.Id)
        .Select(row => new Entry(row.Id, row.Date, row.Action, row.UserId, row.OrganizationId, row.SubjectId, row.SubjectName, row.Detail)).ToListAsync());

    private sealed record Entry(
        long Id, DateTime Date, AuditAction Action, int? UserId, int? OrganizationId, string? SubjectId, string? SubjectName, string? Detail);
}
