using DataExport.Core.Exports.Queue;

namespace DataExport.Core.Administration;

/// <summary>The queue and those who work it off, as they are now.</summary>
/// <param name="Queued">How many exports wait.</param>
/// <param name="Held">How many of them wait for a reason of their own: a full disk, or a pause after a failure.</param>
/// <param name="Oldest">When the one that waits longest was requested, UTC; null when none waits.</param>
/// <param name="Organizations">Those with exports that wait or are being made, the longest queue first.</param>
/// <param name="Exporters">Every exporter of this node, and whoever else has an export.</param>
/// <param name="LastHour">What was written in each of the last 60 minutes.</param>
/// <param name="Since">Since when that has been measured, UTC.</param>
public sealed record QueueStatus(
    int Queued,
    int Held,
    DateTime? Oldest,
    IReadOnlyList<OrganizationQueue> Organizations,
    IReadOnlyList<ExporterStatus> Exporters,
    IReadOnlyList<ThroughputMinute> LastHour,
    DateTime Since);
