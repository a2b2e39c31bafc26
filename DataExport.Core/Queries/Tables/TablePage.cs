namespace DataExport.Core.Queries.Tables;

/// <summary>A page of a table.</summary>
/// <param name="Rows">The rows, each with a value a column.</param>
/// <param name="Previous">The page before it, whether or not there is one.</param>
/// <param name="HasPrevious">Whether there is a page before it.</param>
/// <param name="Next">The page after it, whether or not there is one.</param>
/// <param name="HasNext">Whether there is a page after it.</param>
public sealed record TablePage(
    IReadOnlyList<IReadOnlyList<TableValue>> Rows, TablePlace Previous, bool HasPrevious, TablePlace Next, bool HasNext);
