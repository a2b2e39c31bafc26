using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace DataExport.Core.Exports.Generating;

/// <summary>
/// Named places at which tests make the program die, fail or stop. All are off unless the section <c>Failpoints</c> of the
/// configuration says otherwise: <c>Failpoints:after-block=kill</c>, <c>throw</c> or <c>suspend</c>, each optionally at the
/// n-th time only (<c>kill@3</c>).
/// </summary>
public sealed partial class Failpoints
{
    /// <summary>An export has been claimed.</summary>
    public const string AfterClaim = "after-claim";

    /// <summary>A heartbeat is about to be written.</summary>
    public const string BeforeHeartbeat = "before-heartbeat";

    /// <summary>The scratch file of an export whose rows are in no index's order is complete.</summary>
    public const string AfterScratch = "after-scratch";

    /// <summary>A block has been written to the part file, perhaps not yet to disk.</summary>
    public const string AfterBlock = "after-block";

    /// <summary>The whole file is on disk under its part name.</summary>
    public const string AfterFlush = "after-flush";

    /// <summary>The file has its final name.</summary>
    public const string AfterRename = "after-rename";

    /// <summary>The row is about to become Completed.</summary>
    public const string BeforeComplete = "before-complete";

    /// <summary>The row is Completed.</summary>
    public const string AfterComplete = "after-complete";

    /// <summary>A mail is about to be handed over.</summary>
    public const string BeforeMail = "before-mail";

    /// <summary>A mail was handed over, which is not yet written down.</summary>
    public const string AfterMail = "after-mail";

    private readonly Dictionary<string, (string Action, int At)> _set;
    private readonly ConcurrentDictionary<string, int> _hits = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _suspended = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _released = new();
    private readonly ILogger<Failpoints> _logger;

    /// <summary>Reads which failpoints are set.</summary>
    public Failpoints(IConfiguration configuration, ILogger<Failpoints> logger)
    {
        _logger = logger;
        _set = configuration.GetSection("Failpoints").GetChildren().Where(child => child.Value is not null).ToDictionary(child => child.Key, child => Parse(child.Value!));
    }

    /// <summary>Passes a place; dies, throws or stops there when the configuration says so.</summary>
    public async ValueTask HitAsync(string name)
    {
        if (_set.Count == 0 || !_set.TryGetValue(name, out var set))
        {
            return;
        }

        if (_hits.AddOrUpdate(name, 1, (_, hits) => hits + 1) is var hit && set.At != 0 && hit != set.At)
        {
            return;
        }

        LogHit(name, set.Action);
        switch (set.Action)
        {
            case "kill":
                System.Diagnostics.Process.GetCurrentProcess().Kill();
                await Task.Delay(Timeout.Infinite);
                break;
            case "throw":
                throw new InvalidOperationException($"The failpoint {name} is set to throw.");
            case "suspend":
                Source(_suspended, name).TrySetResult();
                await Source(_released, name).Task;
                break;
        }
    }

    /// <summary>Completes when something is suspended at that place.</summary>
    public Task SuspendedAt(string name) => Source(_suspended, name).Task;

    /// <summary>Lets go whatever is suspended there, now and later.</summary>
    public void Release(string name) => Source(_released, name).TrySetResult();

    private static (string Action, int At) Parse(string value)
    {
        var parts = value.Split('@');
        return (parts[0], parts.Length > 1 && int.TryParse(parts[1], out var at) ? at : 0);
    }

    private static TaskCompletionSource Source(ConcurrentDictionary<string, TaskCompletionSource> sources, string name) =>
        sources.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    [LoggerMessage(1, LogLevel.Warning, "Failpoint {Name}: {Action}.")]
    private partial void LogHit(string name, string action);
}
