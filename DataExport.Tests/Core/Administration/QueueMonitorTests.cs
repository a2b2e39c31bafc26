using DataExport.Core.Administration;
using DataExport.Core.Exports;
using DataExport.Core.Organizations;
using DataExport.Tests.Core.Exports;

namespace DataExport.Tests.Core.Administration;

/// <summary>The queue and its exporters as an instance admin sees them.</summary>
public sealed class QueueMonitorTests : QueueTest
{
    [Fact]
    public async Task ReadAsync_BusyQueue_TellsWhoWaitsAndWhoWorks()
    {
        var other = await Host.AddOrganizationAsync("two");
        await RequestAsync(1);
        Host.Clock.Now += TimeSpan.FromMinutes(3);
        await RequestAsync(2);
        await RequestAsync(3, other);
        var claim = Claim((await ClaimAsync("node:1:1"))!, "node:1:1");
        Host.Clock.Now += TimeSpan.FromSeconds(5);
        await BeatAsync(claim);
        Host.Clock.Now += TimeSpan.FromSeconds(4);

        var status = (await ReadAsync())!;

        Assert.Equal((2, 0), (status.Queued, status.Held));
        Assert.Equal(Host.Clock.Now.AddSeconds(-9), status.Oldest);
        Assert.Equal([(1, 0, 2), (1, 1, 2)], status.Organizations.Select(row => (row.Queued, row.Running, row.MostRunning)).Order());
        var busy = Assert.Single(status.Exporters, exporter => exporter.Export is not null);
        Assert.Equal(("node:1:1", claim.ExportId, Access.Organization.Name), (busy.Name, busy.Export!.Id, busy.Export.Organization!.Name));
        Assert.Equal((TimeSpan.FromSeconds(11), 1.0), (busy.LeaseLeft, busy.RowsPerSecond));
        Assert.Equal(Environment.ProcessorCount, status.Exporters.Count(exporter => exporter.Export is null));
        Assert.Equal((5, 50), (status.LastHour[^1].Rows, status.LastHour[^1].Bytes));
    }

    [Fact]
    public async Task ReadAsync_NothingToDo_HasOnlyIdleExporters()
    {
        var status = (await ReadAsync())!;

        Assert.Equal((0, null), (status.Queued, status.Oldest));
        Assert.Empty(status.Organizations);
        Assert.All(status.Exporters, exporter => Assert.Null(exporter.Export));
    }

    [Fact]
    public async Task ReadAsync_Completed_CountsWhatTheFileHas()
    {
        await RequestAsync(1);
        var claim = Claim((await ClaimAsync("a"))!, "a");
        await Claims.CompleteAsync(claim, Finished(), CancellationToken.None);

        Assert.Equal((5, 50), ((await ReadAsync())!.LastHour[^1].Rows, (await ReadAsync())!.LastHour[^1].Bytes));
    }

    [Fact]
    public async Task ListAllAsync_ByAnAdmin_HasEveryOrganizations()
    {
        var other = await Host.AddOrganizationAsync("two");
        var mine = await RequestAsync(1);
        var theirs = await RequestAsync(1, other);
        var catalogue = Host.Get<ExportCatalogue>();
        var admin = new Caller(Access.Caller.UserId, IsInstanceAdmin: true);

        var all = (await catalogue.ListAllAsync(admin, new ExportFilter { Take = 1 }, CancellationToken.None))!;
        var ofOne = (await catalogue.ListAllAsync(admin, new ExportFilter { OrganizationId = Access.Organization.Id }, CancellationToken.None))!;

        Assert.Equal((2, theirs, other.Organization.Slug), (all.Total, Assert.Single(all.Items).Id, all.Items[0].Organization!.Slug));
        Assert.Equal(mine, Assert.Single(ofOne.Items).Id);
        Assert.Null(await catalogue.ListAllAsync(Access.Caller, new ExportFilter(), CancellationToken.None));
        Assert.Null(await catalogue.ListAllAsync(admin with { TokenScopes = Scopes.All.ToHashSet() }, new ExportFilter(), CancellationToken.None));
    }

    private Task<QueueStatus?> ReadAsync() =>
        Host.Get<QueueMonitor>().ReadAsync(new Caller(Access.Caller.UserId, IsInstanceAdmin: true), CancellationToken.None);
}
