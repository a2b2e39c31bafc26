using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace DataExport.Core.Exports.Queue;

/// <summary>
/// The leases of this process's exporters, by the monotonic clock, so that a jump of the wall clock neither ends nor extends
/// one. On SQLite there is one process: a lease that is not here is nobody's.
/// </summary>
public sealed class ExportLeases(TimeProvider clock, IOptions<ExportSettings> settings)
{
    private readonly ConcurrentDictionary<(string ExportId, int Attempt), long> _renewed = new();

    /// <summary>Begins or renews the lease of a claim.</summary>
    public void Renew(ExportClaim claim) => _renewed[(claim.ExportId, claim.Attempt)] = clock.GetTimestamp();

    /// <summary>Ends the lease of a claim.</summary>
    public void End(ExportClaim claim) => _renewed.TryRemove((claim.ExportId, claim.Attempt), out _);

    /// <summary>How long the attempt's exporter may still stay silent; zero when its lease has lapsed, null when it has none here.</summary>
    public TimeSpan? Left(string exportId, int attempt)
    {
        if (!_renewed.TryGetValue((exportId, attempt), out var renewed))
        {
            return null;
        }

        var left = TimeSpan.FromSeconds(settings.Value.LeaseSeconds) - clock.GetElapsedTime(renewed);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>Whether the attempt's exporter has given a sign of life within the time of a lease.</summary>
    public bool IsHeld(string exportId, int attempt) =>
        _renewed.TryGetValue((exportId, attempt), out var renewed)
        && clock.GetElapsedTime(renewed) < TimeSpan.FromSeconds(settings.Value.LeaseSeconds);
}
