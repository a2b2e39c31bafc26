using DataExport.Core.Exports;
using DataExport.Core.Exports.Notifying;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Tests.Core.Exports;

/// <summary>What the bell counts.</summary>
public sealed class ExportNoticesTests(ServerFixture server)
{
    private static readonly DateTime Noon = new(2026, 11, 21, 12, 0, 0, DateTimeKind.Utc);

    private ExportNotices Notices => server.Services.GetRequiredService<ExportNotices>();

    [Fact]
    public async Task ListAsync_SomebodysExports_TellsWhatCameToItsEnd()
    {
        var (organization, owner) = await server.People.AddOrganizationAsync();
        var other = await server.People.AddMemberAsync(organization, OrganizationRole.Owner);
        await AddAsync(organization, owner, ExportState.Completed, 1);
        await AddAsync(organization, owner, ExportState.Failed, 2);
        await AddAsync(organization, owner, ExportState.Cancelled, 3);
        await AddAsync(organization, owner, ExportState.Generating, null);
        await AddAsync(organization, other, ExportState.Completed, 4);

        var list = await Notices.ListAsync(owner.Id, CancellationToken.None);

        Assert.Equal(["export 2", "export 1"], list.Items.Select(notice => notice.Name));
        Assert.Equal((organization, ExportState.Completed, 1_204_000, true), (list.Items[1].Organization, list.Items[1].State, list.Items[1].Rows, list.Items[1].IsNew));
        Assert.Equal(2, list.New);
    }

    [Fact]
    public async Task SeeAsync_UpToAnExport_LeavesWhatFinishedLaterNew()
    {
        var (organization, owner) = await server.People.AddOrganizationAsync();
        await AddAsync(organization, owner, ExportState.Completed, 1);
        await AddAsync(organization, owner, ExportState.Completed, 2);

        await Notices.SeeAsync(owner.Id, Noon.AddMinutes(1), CancellationToken.None);
        var list = await Notices.ListAsync(owner.Id, CancellationToken.None);
        await Notices.SeeAsync(owner.Id, Noon.AddMinutes(2), CancellationToken.None);
        await Notices.SeeAsync(owner.Id, Noon, CancellationToken.None);

        Assert.Equal(1, list.New);
        Assert.Equal([true, false], list.Items.Select(notice => notice.IsNew));
        // A tab that was opened earlier takes nothing back.
        Assert.Equal(0, (await Notices.ListAsync(owner.Id, CancellationToken.None)).New);
    }

    [Fact]
    public async Task ListAsync_OfAnOrganizationThatWasLeft_TellsNothing()
    {
        var (organization, _) = await server.People.AddOrganizationAsync();
        var person = await server.People.AddMemberAsync(organization, OrganizationRole.Member);
        await AddAsync(organization, person, ExportState.Completed, 1);
        await server.WithDatabaseAsync(database => database.WriteAsync(
            () => database.Memberships.Where(row => row.UserId == person.Id).ExecuteDeleteAsync(), CancellationToken.None));

        var list = await Notices.ListAsync(person.Id, CancellationToken.None);

        Assert.Empty(list.Items);
        Assert.Equal(0, list.New);
    }

    [Fact]
    public async Task ListAsync_ManyExports_CountsThoseThatAreNotListed()
    {
        var (organization, owner) = await server.People.AddOrganizationAsync();
        for (var number = 1; number <= ExportNotices.Most + 2; number++)
        {
            await AddAsync(organization, owner, ExportState.Completed, number);
        }

        var list = await Notices.ListAsync(owner.Id, CancellationToken.None);

        Assert.Equal((ExportNotices.Most, ExportNotices.Most + 2), (list.Items.Count, list.New));
    }

    private Task<string> AddAsync(string organization, Person person, ExportState state, int? minute) =>
        server.AddExportAsync(organization, person, state, change: export =>
        {
            if (state == ExportState.Completed)
            {
                ExportStates.Valid(export);
            }

            (export.Name, export.DateFinished) = ($"export {minute}", minute is { } passed ? Noon.AddMinutes(passed) : null);
        });
}
