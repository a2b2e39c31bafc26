using DataExport.Tests.Core.Exports;
using DataExport.Tests.Support;
using DataExport.Web.Workers.Sweeps;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace DataExport.Tests.Workers;

/// <summary>The clock of the sweeps, while the wall clock leaps.</summary>
public sealed class SteadyClockTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void GetUtcNow_WallClockLeaps_GoesOnByTheMonotonicOne(int hours)
    {
        var wall = new LeapingClock();
        var steady = new SteadyClock(wall);
        var first = steady.GetUtcNow();

        wall.Leap(TimeSpan.FromHours(hours));
        wall.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(first + TimeSpan.FromSeconds(5), steady.GetUtcNow());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Sweeps_WallClockLeaps_GoOn(int hours)
    {
        var (wall, sweeps) = (new OffsetClock(), new Sweeps());
        var services = new ServiceCollection().AddLogging().AddSingleton(sweeps);
        services.AddQuartz(quartz =>
        {
            quartz.UseTimeProvider(new SteadyClock(wall));
            quartz.ScheduleJob<CountingJob>(trigger => trigger.StartNow().WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromMilliseconds(200)).RepeatForever()));
        });
        await using var provider = services.BuildServiceProvider();
        var scheduler = await provider.GetRequiredService<ISchedulerFactory>().GetScheduler();
        await scheduler.Start();
        await Eventually.TrueAsync(() => sweeps.Count > 0, "the first sweep has run");

        wall.Offset = TimeSpan.FromHours(hours);
        var before = sweeps.Count;

        await Eventually.TrueAsync(() => sweeps.Count > before + 3, "sweeps go on");
        await scheduler.Shutdown(waitForJobsToComplete: false);
    }

    private sealed class Sweeps
    {
        public int Count { get; set; }
    }

    [DisallowConcurrentExecution]
    private sealed class CountingJob(Sweeps sweeps) : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            sweeps.Count++;
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>The system's clock, whose wall clock is off.</summary>
    private sealed class OffsetClock : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;
    }
}
