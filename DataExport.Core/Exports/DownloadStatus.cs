namespace DataExport.Core.Exports;

/// <summary>What the download page shows.</summary>
public enum DownloadStatus
{
    /// <summary>No file yet, or none to come.</summary>
    Early,

    /// <summary>The file is there.</summary>
    Valid,

    /// <summary>The file is gone.</summary>
    Expired,
}
