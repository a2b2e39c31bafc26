namespace DataExport.Core.Queries.Estimating;

/// <summary>How many rows a query has.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="IsExact">Whether they were counted; otherwise it is a guess from a sample.</param>
public readonly record struct RowEstimate(long Rows, bool IsExact);
