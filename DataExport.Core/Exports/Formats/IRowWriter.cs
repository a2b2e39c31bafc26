using DataExport.Core.Queries.Reading;

namespace DataExport.Core.Exports.Formats;

/// <summary>Writes rows in one format.</summary>
internal interface IRowWriter : IDisposable
{
    /// <summary>Writes what stands before the first row, if anything.</summary>
    void WriteHeader();

    /// <summary>Writes the current row of a reader; when it returns, all of the row is in the target.</summary>
    void WriteRow(RowReader row);
}
