using DataExport.Core.Database.Sqlite;

namespace DataExport.Core.Queries.Reading;

/// <summary>Reads one column of the current row. An instance belongs to one reader and reuses its buffer.</summary>
internal abstract class CellReader
{
    /// <summary>The cell, valid until the next call.</summary>
    public abstract Cell Read(RowValues row);
}
