namespace DataExport.Core.Exports;

/// <summary>Where an export's lifecycle stands.</summary>
public enum ExportState
{
    /// <summary>Accepted; waits for an exporter.</summary>
    Queued,

    /// <summary>An exporter has claimed it and writes its file.</summary>
    Generating,

    /// <summary>The file is there, or was until it expired.</summary>
    Completed,

    /// <summary>It ended with an error code and a sentence.</summary>
    Failed,

    /// <summary>A person ended it.</summary>
    Cancelled,
}
