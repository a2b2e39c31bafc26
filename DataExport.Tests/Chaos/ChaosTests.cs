using System.Diagnostics;
using System.Globalization;
using DataExport.Core.Exports.Generating;
using DataExport.Tests.Support;

namespace DataExport.Tests.Chaos;

/// <summary>
/// Kills the real server, at random moments and at every failpoint. The long form is for running by hand: set
/// <c>CHAOS_KILLS</c> (1000) and <c>CHAOS_FAILPOINTS</c> (20); <c>CHAOS_MINUTES</c> ends it earlier. docs/reliability.md says what was measured.
/// </summary>
[Trait("Category", "Chaos")]
[Collection(ChaosCollection.Name)]
public sealed class ChaosTests
{
    private const int Events = 6_000;
    private static readonly TimeSpan TakenOverWithin = TimeSpan.FromSeconds(30);

    private static int Kills => LongForm.Setting("CHAOS_KILLS", 20);

    private static int TimesEachFailpoint => LongForm.Setting("CHAOS_FAILPOINTS", 1);

    private static TimeSpan Most => TimeSpan.FromMinutes(LongForm.Setting("CHAOS_MINUTES", 600));

    [Fact]
    public async Task Server_KilledAtRandom_FinishesEveryExportWithTheRightBytes()
    {
        await using var run = new ChaosRun(Events);
        await run.BeginAsync();
        var (watch, random, kills, patience) = (Stopwatch.StartNew(), new Random(LongForm.Setting("CHAOS_SEED", 1)), 0, run.Calm);
        while (kills < Kills && watch.Elapsed < Most)
        {
            var round = RunRoundAsync(run);
            while (!round.IsCompleted && kills < Kills)
            {
                var before = run.Progress;
                kills += await KillAndStartAsync(run.Server, round, random, patience);

                // A server on a machine that has become slow would never live long enough to get on.
                patience = run.Progress > before ? run.Calm : 2 * patience;
            }

            await round;
            TestContext.Current.SendDiagnosticMessage($"random kills so far: {kills}, exports: {run.Accepted}, {watch.Elapsed.TotalSeconds:0} s");
        }

        await run.VerifyAllAsync();
        Finish($"random kills: {kills}", run, watch.Elapsed);
    }

    [Fact]
    public async Task Server_KilledAtEachFailpoint_FinishesEveryExportWithTheRightBytes()
    {
        await using var run = new ChaosRun(Events);
        await run.BeginAsync();
        var (watch, random, kills) = (Stopwatch.StartNew(), new Random(LongForm.Setting("CHAOS_SEED", 2)), 0);
        string[] names =
        [
            Failpoints.AfterClaim, Failpoints.AfterScratch, Failpoints.BeforeHeartbeat, Failpoints.AfterBlock, Failpoints.AfterFlush, Failpoints.AfterRename,
            Failpoints.BeforeComplete, Failpoints.AfterComplete, Failpoints.BeforeMail, Failpoints.AfterMail,
        ];
        foreach (var name in Enumerable.Repeat(names, TimesEachFailpoint).SelectMany(all => all).TakeWhile(_ => watch.Elapsed < Most))
        {
            await DieAtAsync(run, name, random.Next(1, MostHits(name)));
            kills++;
            TestContext.Current.SendDiagnosticMessage($"deaths so far: {kills}, {name}, exports: {run.Accepted}, {watch.Elapsed.TotalSeconds:0} s");
        }

        await run.VerifyAllAsync();
        Finish($"deaths at failpoints: {kills}, longest recovery {run.LongestRecovery.TotalSeconds:0.0} s", run, watch.Elapsed);
    }

    [Fact]
    public async Task Server_AskedToStopWhileItWorks_LeavesWithinTenSecondsAndGoesOnAtTheNextStart()
    {
        await using var run = new ChaosRun(Events);
        await run.BeginAsync();
        var submitted = await run.SubmitAllAsync();

        Assert.InRange(await run.Server.StopAsync(), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        await run.Server.StartAndWaitAsync();

        await run.FinishAllAsync(submitted);
        await run.VerifyAllAsync();
        Assert.Equal(0, run.PutAside);
    }

    private static async Task RunRoundAsync(ChaosRun run) => await run.FinishAllAsync(await run.SubmitAllAsync());

    /// <summary>
    /// Kills the server some time after it listens, up to the time that a round takes, or more where nothing got on; now and then
    /// while it starts; not once the round is over.
    /// </summary>
    private static async Task<int> KillAndStartAsync(ChaosServer server, Task round, Random random, TimeSpan patience)
    {
        if (random.Next(10) > 0)
        {
            await Eventually.TrueAsync(() => server.Address.IsCompleted || round.IsCompleted, "the server listens", TimeSpan.FromMinutes(1));
        }

        await Task.WhenAny(round, Task.Delay(patience * random.NextDouble()));
        if (round.IsCompleted)
        {
            return 0;
        }

        await server.KillAsync();
        server.Start();
        return 1;
    }

    private static async Task DieAtAsync(ChaosRun run, string failpoint, int hit)
    {
        await run.Server.KillAsync();
        string[] settings = [$"Failpoints:{failpoint}=kill@{hit.ToString(CultureInfo.InvariantCulture)}"];

        // On an idle machine an export ends before its first heartbeat, so one is held until then.
        await run.Server.StartAndWaitAsync(failpoint == Failpoints.BeforeHeartbeat ? [.. settings, $"Failpoints:{Failpoints.AfterClaim}=suspend@1"] : settings);
        var dead = run.Server.WaitUntilDeadAsync($"the server has died {failpoint} ({hit})");
        var submitting = SubmitUntilAsync(dead, run);
        await dead;
        var watch = Stopwatch.StartNew();
        await run.Server.StartAndWaitAsync();
        await run.FinishAllAsync(await submitting);
        run.NoteRecovery(watch.Elapsed);
    }

    /// <summary>Asks for one round of exports after the other, for not every round comes past every place.</summary>
    private static async Task<List<(ChaosQuery Query, string Id)>> SubmitUntilAsync(Task dead, ChaosRun run)
    {
        var submitted = new List<(ChaosQuery, string)>();
        do
        {
            submitted.AddRange(await run.SubmitAllAsync());
            await Task.WhenAny(dead, Task.Delay(2 * run.Calm));
        }
        while (!dead.IsCompleted);
        return submitted;
    }

    private static int MostHits(string failpoint) => failpoint switch
    {
        Failpoints.AfterBlock => 12,
        Failpoints.BeforeHeartbeat => 2,
        Failpoints.AfterScratch => 3,
        _ => 5,
    };

    private static void Finish(string what, ChaosRun run, TimeSpan time)
    {
        var takeovers = run.Server.Takeovers;
        TestContext.Current.SendDiagnosticMessage(
            $"{what}, exports: {run.Accepted}, taken over: {takeovers.Count}, the slowest after {takeovers.Longest.TotalSeconds:0.0} s, put aside: {run.PutAside}, {time.TotalSeconds:0} s");
        Assert.True(takeovers.Longest < TakenOverWithin, $"It took {takeovers.Longest} until an export was taken over.");
    }
}
