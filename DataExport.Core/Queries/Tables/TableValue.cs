using DataExport.Core.Queries.Reading;

namespace DataExport.Core.Queries.Tables;

/// <summary>One value of a table.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Text">Its text, as a file in UTC would have it; null for nothing.</param>
public readonly record struct TableValue(CellKind Kind, string? Text);
