namespace DataExport.Core.Exports.Queue;

/// <summary>What an exporter learns at its heartbeat.</summary>
public enum HeartbeatResult
{
    /// <summary>Go on.</summary>
    Renewed,

    /// <summary>A person asked to cancel the export.</summary>
    CancelRequested,

    /// <summary>The export is no longer this exporter's.</summary>
    Lost,
}
