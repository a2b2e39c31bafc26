using Microsoft.Data.Sqlite;

namespace DataExport.Core.Queries.Reading;

/// <summary>Reads the rows of a query, all of them, once, in their total order.</summary>
public abstract class RowReader : IDisposable
{
    /// <summary>How many columns each row has.</summary>
    public abstract int ColumnCount { get; }

    /// <summary>The key of the current row; a reader that starts after it goes on with the next.</summary>
    public abstract RowKey Key { get; }

    /// <summary>Goes to the next row; false at the end.</summary>
    /// <exception cref="OperationCanceledException">The reader was cancelled, also in the midst of a long search.</exception>
    /// <exception cref="SqliteException">The store failed.</exception>
    public abstract bool Read();

    /// <summary>A cell of the current row, valid until the next call.</summary>
    public abstract Cell Cell(int column);

    /// <inheritdoc/>
    public abstract void Dispose();
}
