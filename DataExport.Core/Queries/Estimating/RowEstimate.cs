namespace DataExport.Core.Queries.Estimating;

/// <summary>How many rows a query has.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="IsExact">
/// Whether <see cref="Reading.QueryRunner.Count"/> counted them, which files are compared with; otherwise it is a guess from a sample.
/// </param>
/// <param name="IsLeast">Whether all that is known is that there are so many, and perhaps more.</param>
public readonly record struct RowEstimate(long Rows, bool IsExact, bool IsLeast = false);
