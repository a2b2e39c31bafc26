namespace DataExport.Core.Database.Sqlite;

/// <summary>The values of a row of SQLite's, by its columns from 0.</summary>
public abstract class RowValues
{
    /// <summary>Whether a column is NULL.</summary>
    public abstract bool IsNull(int column);

    /// <summary>A column as a number; 0 for what is none.</summary>
    public abstract long Int64(int column);

    /// <summary>A column as a floating-point number; 0 for what is none.</summary>
    public abstract double Double(int column);

    /// <summary>A column's bytes (UTF-8 for text), valid until the row changes; empty for NULL.</summary>
    public abstract ReadOnlySpan<byte> Bytes(int column);
}
