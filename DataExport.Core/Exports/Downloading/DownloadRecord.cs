namespace DataExport.Core.Exports.Downloading;

/// <summary>One download of one artifact; only ever appended.</summary>
public sealed class DownloadRecord
{
    /// <summary>Key.</summary>
    public long Id { get; set; }

    /// <summary>The export.</summary>
    public required string ExportId { get; set; }

    /// <summary>Who.</summary>
    public int UserId { get; set; }

    /// <summary>When it began, UTC.</summary>
    public DateTime Date { get; set; }

    /// <summary>The client's network address.</summary>
    public string? Address { get; set; }

    /// <summary>How many bytes of the body were sent.</summary>
    public long BytesSent { get; set; }

    /// <summary>Whether all that was asked for was sent.</summary>
    public bool Finished { get; set; }
}
