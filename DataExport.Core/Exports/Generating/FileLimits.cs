namespace DataExport.Core.Exports.Generating;

/// <summary>Where a file has to end.</summary>
/// <param name="Rows">The most rows.</param>
/// <param name="Bytes">The most bytes of text.</param>
/// <param name="RowsAreRequested">Whether it was the requester who set the rows; otherwise it is the system's limit.</param>
internal sealed record FileLimits(long Rows, long Bytes, bool RowsAreRequested);
