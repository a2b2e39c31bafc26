using Quartz;

namespace DataExport.Web.Workers.Sweeps;

/// <summary>Registers what happens by the clock. Schedules live in memory: all that they do can be done again at any time.</summary>
internal static class SweepServices
{
    private static readonly TimeSpan LeasePeriod = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CheckpointPeriod = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetentionPeriod = TimeSpan.FromMinutes(1);

    /// <summary>Adds the sweeps.</summary>
    public static IServiceCollection AddSweeps(this IServiceCollection services) => services.AddQuartz(quartz =>
    {
        quartz.UseTimeProvider(new SteadyClock(TimeProvider.System));
        Every<LeaseSweepJob>(quartz, LeasePeriod);
        Every<CheckpointJob>(quartz, CheckpointPeriod);
        Every<RetentionJob>(quartz, RetentionPeriod);
    }).AddQuartzHostedService(options => options.WaitForJobsToComplete = true);

    private static void Every<T>(IQuartzBuilder quartz, TimeSpan period)
        where T : class, IJob =>
        quartz.ScheduleJob<T>(trigger => trigger.StartNow().WithSimpleSchedule(schedule => schedule.WithInterval(period).RepeatForever()));
}
