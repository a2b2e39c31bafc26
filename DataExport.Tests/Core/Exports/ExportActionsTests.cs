using DataExport.Core.Exports;
using DataExport.Core.Exports.Queue;
using DataExport.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Tests.Core.Exports;

/// <summary>What people do to an export, before, while and after it runs.</summary>
public sealed class ExportActionsTests : QueueTest
{
    [Fact]
    public async Task CancelAsync_Queued_EndsAtOnce()
    {
        var id = await RequestAsync(1);

        Assert.Equal(ExportState.Cancelled, Assert.IsType<ActionResult.Done>(await CancelAsync(id)).Export!.State);
        Assert.Null(await ClaimAsync("a"));
        Assert.Contains("Cancelled", Assert.IsType<ActionResult.WrongState>(await CancelAsync(id)).Detail, StringComparison.Ordinal);
        Assert.NotEqual(id, await RequestAsync(1));
    }

    [Fact]
    public async Task CancelAsync_Generating_IsSeenAtTheNextHeartbeat()
    {
        await RequestAsync(1);
        var claim = Claim((await ClaimAsync("a"))!, "a");
        Assert.IsType<ActionResult.Done>(await CancelAsync(claim.ExportId));

        Assert.Equal(ExportState.Generating, (await Host.FindAsync(claim.ExportId)).State);
        Assert.Equal(HeartbeatResult.CancelRequested, await BeatAsync(claim));
        Assert.NotNull(await Claims.CancelAsync(claim, CancellationToken.None));
        Assert.Equal(ExportState.Cancelled, (await Host.FindAsync(claim.ExportId)).State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CancelAsync_ExporterLeftBeforeItSaw_EndsAsCancelled(bool byRestart)
    {
        await RequestAsync(1);
        var claim = Claim((await ClaimAsync("a"))!, "a");
        await CancelAsync(claim.ExportId);

        if (byRestart)
        {
            await LapseAsync(claim);
        }
        else
        {
            await Claims.GiveBackAsync(claim, export => export.NotBefore = Host.Clock.Now, CancellationToken.None);
        }

        var export = await Host.FindAsync(claim.ExportId);
        Assert.Equal((ExportState.Cancelled, Host.Clock.Now, (string?)null), (export.State, export.DateFinished, export.Owner));
        Assert.Null(await ClaimAsync("b"));
    }

    [Fact]
    public async Task DeleteAsync_Generating_StopsTheExporterAndLeavesNothing()
    {
        await RequestAsync(1);
        var claim = Claim((await ClaimAsync("a"))!, "a");
        Assert.Null(Assert.IsType<ActionResult.Done>(await Host.Get<ExportActions>().DeleteAsync(Access, claim.ExportId, CancellationToken.None)).Export);

        await AssertRefusedAsync(claim);
        Assert.Equal((0, 0), await Host.WithDatabaseAsync(async database => (await database.Exports.CountAsync(), await database.Set<ExportProject>().CountAsync())));
    }

    [Fact]
    public async Task DeleteAsync_Completed_RemovesTheFile()
    {
        await RequestAsync(1);
        var export = await Host.GenerateAsync();
        Assert.Single(Host.Files);
        await Host.Get<ExportActions>().DeleteAsync(Access, export.Id, CancellationToken.None);

        Assert.Empty(Host.Files);
    }

    [Fact]
    public async Task Actions_OfOthers_TakeSightAndOrgAdmin()
    {
        var organization = Access.Organization.Id;
        var id = await RequestAsync(1);
        async Task<ActionResult> CancelAs(OrganizationAccess access) => await Host.Get<ExportActions>().CancelAsync(access, id, CancellationToken.None);

        Assert.IsType<ActionResult.Forbidden>(await CancelAs(await Host.AccessAsync(await Host.AddMemberAsync(organization, OrganizationRole.Manager), organization)));
        Assert.IsType<ActionResult.NotFound>(await CancelAs(await Host.AccessAsync(await Host.AddMemberAsync(organization, OrganizationRole.Admin, everybody: false), organization)));
        Assert.IsType<ActionResult.NotFound>(await CancelAs(await Host.AddOrganizationAsync("one")));
        Assert.IsType<ActionResult.Done>(await CancelAs(await Host.AccessAsync(await Host.AddMemberAsync(organization, OrganizationRole.Owner), organization)));
    }

    private Task<ActionResult> CancelAsync(string id) => Host.Get<ExportActions>().CancelAsync(Access, id, CancellationToken.None);
}
