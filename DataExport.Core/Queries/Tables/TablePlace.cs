using DataExport.Core.Queries.Reading;

namespace DataExport.Core.Queries.Tables;

/// <summary>Where a page of a table begins. The cut-off goes along, so that events that arrive meanwhile move nothing.</summary>
/// <param name="CutOff">The id of the last event that belongs to the table.</param>
/// <param name="Key">The row that it begins beside; null for the first page.</param>
/// <param name="Backwards">Whether the page lies before that row; otherwise behind it.</param>
public readonly record struct TablePlace(long CutOff, RowKey? Key = null, bool Backwards = false);
