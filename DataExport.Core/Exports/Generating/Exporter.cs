using DataExport.Core.Exports.Queue;

namespace DataExport.Core.Exports.Generating;

/// <summary>Claims one export after the other and sees each through.</summary>
public sealed class Exporter(ExportQueue queue, ExportAttempt attempt)
{
    /// <summary>Works until it is told to stop; what is under way then is noted and goes back into the queue.</summary>
    /// <param name="name">The exporter's name, unique among all nodes.</param>
    /// <param name="stopping">Tells it to stop.</param>
    public async Task RunAsync(string name, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            if (await queue.ClaimAsync(name, stopping) is { } export)
            {
                await attempt.RunAsync(export, new ExportClaim(export.Id, export.Attempt, name), stopping);
            }
            else
            {
                await queue.WaitAsync(stopping);
            }
        }
    }
}
