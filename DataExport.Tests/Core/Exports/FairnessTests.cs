using DataExport.Core.Exports;
using DataExport.Core.Exports.Queue;

namespace DataExport.Tests.Core.Exports;

/// <summary>Turns between organizations, of which one has asked for hundreds.</summary>
public sealed class FairnessTests
{
    private const int Exporters = 2;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Queue_OneOrganizationWithFiveHundred_DelaysTheFirstOfAnotherByOneExportAtMost(int running)
    {
        await using var host = await ReliabilityHost.StartAsync(20, [], ("Exports:PerUser", "1000"), ("Exports:RunningPerOrganization", $"{running}"));
        for (var number = 1; number <= 500; number++)
        {
            await host.AcceptAsync(limit: number);
        }

        var other = await host.AddOrganizationAsync("two");
        var busy = new Queue<Export>();
        for (var turn = 0; turn < 12; turn++)
        {
            // Exporters are always as busy as they may be: whenever one has ended, the next is claimed.
            while (busy.Count < Math.Min(running, Exporters))
            {
                busy.Enqueue((await host.ClaimAsync())!);
            }

            await EndAsync(host, busy.Dequeue());
        }

        var only = await host.AcceptAsync(access: other);
        var between = 0;
        for (var claimed = await host.ClaimAsync(); claimed!.Id != only; claimed = await host.ClaimAsync())
        {
            between++;
            await EndAsync(host, claimed);
        }

        Assert.InRange(between, 0, 1);
        Assert.Equal(ExportState.Queued, (await host.FindAsync(await LastAsync(host))).State);
    }

    private static Task EndAsync(ReliabilityHost host, Export export) => host.Get<ExportClaims>().FailAsync(
        new ExportClaim(export.Id, export.Attempt, export.Owner!), ExportErrorCode.Internal, "It ends.", CancellationToken.None);

    private static Task<string> LastAsync(ReliabilityHost host) => host.UseAsync(database =>
        Task.FromResult(database.Exports.Where(row => row.OrganizationId == host.Access.Organization.Id).OrderByDescending(row => row.Sequence).First().Id));
}
