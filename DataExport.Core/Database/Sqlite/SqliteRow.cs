namespace DataExport.Core.Database.Sqlite;

/// <summary>
/// SQLite's functions that run once a row or once a cell, called by their address: SQLitePCLRaw counts references to the
/// statement around each call, which takes longer than the call itself.
/// </summary>
/// <remarks>
/// Those of a cell only look at a row that is there already, and no other thread uses the connection, so they leave the runtime
/// no time for a garbage collection. A step can take as long as it likes, so it does.
/// </remarks>
internal static unsafe class SqliteRow
{
    private static readonly delegate* unmanaged[Cdecl]<nint, int> StepFunction =
        (delegate* unmanaged[Cdecl]<nint, int>)SqliteRuntime.FindFunction("sqlite3_step");

    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int> TypeFunction =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int>)SqliteRuntime.FindFunction("sqlite3_column_type");

    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, long> Int64Function =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, long>)SqliteRuntime.FindFunction("sqlite3_column_int64");

    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, byte*> BlobFunction =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, byte*>)SqliteRuntime.FindFunction("sqlite3_column_blob");

    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int> LengthFunction =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int>)SqliteRuntime.FindFunction("sqlite3_column_bytes");

    /// <summary>Goes to the next row; the result code.</summary>
    public static int Step(nint statement) => StepFunction(statement);

    /// <summary>The type of a column's value.</summary>
    public static int Type(nint statement, int column) => TypeFunction(statement, column);

    /// <summary>A column as a number.</summary>
    public static long Int64(nint statement, int column) => Int64Function(statement, column);

    /// <summary>A column's bytes, valid until the next step; empty for NULL.</summary>
    public static ReadOnlySpan<byte> Bytes(nint statement, int column)
    {
        // In this order: the first may convert the value, and the length is that of what came of it.
        var address = BlobFunction(statement, column);
        return new ReadOnlySpan<byte>(address, LengthFunction(statement, column));
    }
}
