using System.Buffers;
using System.Text;
using SQLitePCL;

namespace DataExport.Core.Database.Sqlite;

/// <summary>A prepared statement. Parameters count from 1, columns from 0, as in SQLite's own interface.</summary>
public sealed class SqliteStatement : RowValues, IDisposable
{
    private const int StackBytes = 512;
    private readonly SqliteConnectionHandle _connection;
    private readonly sqlite3_stmt _handle;

    // The same as the handle, until that is closed: SQLite takes 0 for a statement that has no row.
    private nint _statement;

    internal SqliteStatement(SqliteConnectionHandle connection, sqlite3_stmt handle)
    {
        _connection = connection;
        _handle = handle;
        _statement = handle.DangerousGetHandle();
    }

    /// <summary>Binds a number.</summary>
    public SqliteStatement Bind(int parameter, long value)
    {
        _connection.Check(raw.sqlite3_bind_int64(_handle, parameter, value));
        return this;
    }

    /// <summary>Binds a floating-point number.</summary>
    public SqliteStatement Bind(int parameter, double value)
    {
        _connection.Check(raw.sqlite3_bind_double(_handle, parameter, value));
        return this;
    }

    /// <summary>Binds a number or NULL.</summary>
    public SqliteStatement Bind(int parameter, long? value) => value is { } number ? Bind(parameter, number) : BindNull(parameter);

    /// <summary>Binds NULL.</summary>
    public SqliteStatement BindNull(int parameter)
    {
        _connection.Check(raw.sqlite3_bind_null(_handle, parameter));
        return this;
    }

    /// <summary>Binds text, or NULL.</summary>
    public SqliteStatement Bind(int parameter, string? value)
    {
        if (value is null)
        {
            return BindNull(parameter);
        }

        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = most > StackBytes ? ArrayPool<byte>.Shared.Rent(most) : null;
        var buffer = rented ?? stackalloc byte[StackBytes];
        BindText(parameter, buffer[..Encoding.UTF8.GetBytes(value, buffer)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return this;
    }

    /// <summary>Binds UTF-8 text; it is copied.</summary>
    public SqliteStatement BindText(int parameter, ReadOnlySpan<byte> utf8)
    {
        // An empty span has no address when it is pinned, whatever it is made of, and SQLite takes no address for NULL.
        _connection.Check(utf8.IsEmpty
            ? raw.sqlite3_bind_text(_handle, parameter, utf8z.FromString(""))
            : raw.sqlite3_bind_text(_handle, parameter, utf8));
        return this;
    }

    /// <summary>Binds bytes; they are copied.</summary>
    public SqliteStatement BindBlob(int parameter, ReadOnlySpan<byte> bytes)
    {
        _connection.Check(raw.sqlite3_bind_blob(_handle, parameter, bytes));
        return this;
    }

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Step()
    {
        var code = SqliteRow.Step(_statement);
        GC.KeepAlive(this);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        _connection.Check(code);
        return false;
    }

    /// <summary>Runs a statement that returns no rows and makes it ready to be bound again.</summary>
    public void Run()
    {
        try
        {
            Step();
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Makes the statement ready to run again; its bindings stay.</summary>
    public void Reset() => raw.sqlite3_reset(_handle);

    /// <summary>How many columns a row has.</summary>
    public int ColumnCount => raw.sqlite3_column_count(_handle);

    /// <summary>Whether a column is NULL.</summary>
    public override bool IsNull(int column) => SqliteRow.Type(_statement, column) == raw.SQLITE_NULL;

    /// <summary>A column as a number.</summary>
    public override long Int64(int column) => SqliteRow.Int64(_statement, column);

    /// <summary>A column as a floating-point number.</summary>
    public override double Double(int column) => raw.sqlite3_column_double(_handle, column);

    /// <summary>A column's bytes (UTF-8 for text), valid until the next step; empty for NULL.</summary>
    public override ReadOnlySpan<byte> Bytes(int column) => SqliteRow.Bytes(_statement, column);

    /// <summary>A column as text, or null.</summary>
    public string? Text(int column) => IsNull(column) ? null : Encoding.UTF8.GetString(Bytes(column));

    /// <inheritdoc/>
    public void Dispose()
    {
        _statement = 0;
        raw.sqlite3_finalize(_handle);
    }
}
