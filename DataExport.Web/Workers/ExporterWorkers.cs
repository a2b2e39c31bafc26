using DataExport.Core.Exports.Generating;
using DataExport.Core.Exports.Queue;

namespace DataExport.Web.Workers;

/// <summary>Runs this node's exporters.</summary>
internal sealed partial class ExporterWorkers(
    Exporter exporter, ExporterNames names, ExportSweep sweep, TimeProvider clock, ILogger<ExporterWorkers> logger) : BackgroundService
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var requeued = await sweep.TakeBackLapsedAsync(stoppingToken);
        LogStarted(names.All.Count, requeued.Count);
        KeepThreadsForPages(names.All.Count);
        await Task.WhenAll(names.All.Select(name => Task.Run(() => RunAsync(name, stoppingToken), CancellationToken.None)));
    }

    // Each exporter keeps a thread busy with reading, and one a core with compressing. The pool makes threads beyond its least number so
    // slowly that pages would stand in line with the blocks of the exports for seconds.
    private static void KeepThreadsForPages(int exporters)
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + (exporters * (1 + Environment.ProcessorCount))), completions);
    }

    // An exporter outlives every failure of the database or the disk; each export's own failures it deals with itself.
    private async Task RunAsync(string name, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await exporter.RunAsync(name, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogBroken(exception, name);
                await Task.Delay(PauseAfterFailure, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Exporters} exporters start; {Requeued} exports of an earlier run are back in the queue.")]
    private partial void LogStarted(int exporters, int requeued);

    [LoggerMessage(2, LogLevel.Error, "Exporter {Exporter} stumbled and goes on.")]
    private partial void LogBroken(Exception exception, string exporter);
}
