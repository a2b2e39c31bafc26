namespace DataExport.Core.Exports.Queue;

/// <summary>What the exporters of this process wrote in one minute.</summary>
/// <param name="Start">When the minute began, UTC.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Bytes">Bytes, uncompressed.</param>
public sealed record ThroughputMinute(DateTime Start, long Rows, long Bytes);
