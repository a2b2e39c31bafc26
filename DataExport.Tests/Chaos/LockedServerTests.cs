using System.Runtime.Versioning;
using DataExport.Tests.Support;

namespace DataExport.Tests.Chaos;

/// <summary>A real server whose database another process locks for ten seconds, for readers too.</summary>
[Trait("Category", "Chaos")]
[SupportedOSPlatform("linux")]
[Collection(ChaosCollection.Name)]
public sealed class LockedServerTests
{
    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("app.db")]
    [InlineData("events.db")]
    public async Task Database_LockedForTenSeconds_EveryExportFinishesWithTheRightBytes(string file)
    {
        await using var run = new ChaosRun(events: 6_000);
        await run.BeginAsync();

        var submitting = run.SubmitAllAsync();
        using (await ForeignLock.TakeAsync(Path.Combine(run.Server.DataPath, file)))
        {
            await Task.Delay(TenSeconds);
        }

        await run.FinishAllAsync(await submitting);
        await run.VerifyAllAsync();
        Assert.True(run.Server.Runs, "The server has ended:\n" + run.Server.LastLines);
        Assert.Equal(0, run.PutAside);
    }
}
