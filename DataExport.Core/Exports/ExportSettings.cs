using System.ComponentModel.DataAnnotations;

namespace DataExport.Core.Exports;

/// <summary>The section <c>Exports</c> of the configuration.</summary>
public sealed class ExportSettings
{
    /// <summary>Exporters on this node; 0 for a node that only serves pages; null for one a core.</summary>
    [Range(0, 256)]
    public int? Exporters { get; set; }

    /// <summary>The most rows in an export.</summary>
    [Range(1, long.MaxValue)]
    public long MaxRows { get; set; } = 10_000_000;

    /// <summary>The most uncompressed bytes in an export.</summary>
    [Range(1, long.MaxValue)]
    public long MaxBytes { get; set; } = 4L << 30;

    /// <summary>Exports that one person keeps, not expired and not deleted.</summary>
    [Range(1, int.MaxValue)]
    public int PerUser { get; set; } = 200;

    /// <summary>Exports of one organization that run at once.</summary>
    [Range(1, int.MaxValue)]
    public int RunningPerOrganization { get; set; } = 2;

    /// <summary>How long a file is kept, days.</summary>
    [Range(1, 3650)]
    public int RetentionDays { get; set; } = 28;

    /// <summary>How long an exporter may go without a heartbeat, seconds.</summary>
    [Range(1, 3600)]
    public int LeaseSeconds { get; set; } = 15;

    /// <summary>How often an exporter renews its lease and notes a checkpoint, seconds; 0 for a checkpoint a block.</summary>
    [Range(0, 3600)]
    public int HeartbeatSeconds { get; set; } = 5;

    /// <summary>Compression level of gzip, 1 (fast) to 9 (small).</summary>
    [Range(1, 9)]
    public int CompressionLevel { get; set; } = 6;
}
