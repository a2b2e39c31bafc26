using System.Net;
using System.Runtime.Versioning;

namespace DataExport.Tests.Chaos;

/// <summary>A real server whose database another process locks for ten seconds, for readers too.</summary>
[Trait("Category", "Chaos")]
[SupportedOSPlatform("linux")]
[Collection(ChaosCollection.Name)]
public sealed class LockedServerTests
{
    // SQLite waits for a reader's lock for ten seconds, and then says so.
    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AMoment = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData("app.db")]
    [InlineData("events.db")]
    public async Task Database_LockedForTenSeconds_EveryExportFinishesWithTheRightBytes(string file)
    {
        await using var run = new ChaosRun(events: 6_000);
        await run.BeginAsync();

        var submitting = run.SubmitAllAsync();
        Task<HttpStatusCode> asked;
        using (await ForeignLock.TakeAsync(Path.Combine(run.Server.DataPath, file)))
        {
            // The token is looked up in app.db.
            asked = run.Client.AskOnceAsync(ChaosClient.Exports());
            await Task.Delay(TenSeconds - AMoment);
            Assert.Equal(file != "app.db", asked.IsCompleted);
            await Task.Delay(2 * AMoment);
        }

        Assert.Equal(file == "app.db" ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK, await asked);
        await run.FinishAllAsync(await submitting);
        await run.VerifyAllAsync();
        Assert.True(run.Server.Runs, "The server has ended:\n" + run.Server.LastLines);
        Assert.Equal(0, run.PutAside);
    }
}
