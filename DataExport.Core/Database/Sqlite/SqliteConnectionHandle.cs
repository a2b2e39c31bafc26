using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DataExport.Core.Database.Sqlite;

/// <summary>
/// A bare connection to a SQLite file, for the hot paths: statements that bind and read UTF-8 spans. Not for use by two
/// threads at once, but for <see cref="Interrupt"/>.
/// </summary>
public sealed class SqliteConnectionHandle : IDisposable
{
    private const int InstructionsBetweenLooks = 10_000;
    private readonly sqlite3 _handle;
    private bool _disposed;

    private SqliteConnectionHandle(sqlite3 handle) => _handle = handle;

    /// <summary>Rows that the last INSERT, UPDATE or DELETE changed.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>Row id of the last INSERT.</summary>
    public long LastInsertRowId => raw.sqlite3_last_insert_rowid(_handle);

    /// <summary>Opens a file for reading and writing, and creates it where it is missing.</summary>
    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public static SqliteConnectionHandle OpenReadWrite(string path) =>
        Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX | raw.SQLITE_OPEN_URI);

    /// <summary>Opens a file for reading only.</summary>
    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public static SqliteConnectionHandle OpenReadOnly(string path) =>
        Open(path, raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_NOMUTEX);

    /// <summary>Runs one or more statements that return nothing of interest. Never with text from outside.</summary>
    /// <exception cref="SqliteException">A statement failed.</exception>
    public void Execute(string sql)
    {
        var remaining = sql;
        while (!string.IsNullOrWhiteSpace(remaining))
        {
            Check(raw.sqlite3_prepare_v2(_handle, remaining, out var statement, out remaining));
            if (statement is null or { IsInvalid: true })
            {
                continue;
            }

            using var prepared = new SqliteStatement(this, statement);
            while (prepared.Step())
            {
            }
        }
    }

    /// <summary>Compiles one statement.</summary>
    /// <exception cref="SqliteException">It is wrong.</exception>
    public SqliteStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_handle, sql, out var statement));
        return new SqliteStatement(this, statement);
    }

    /// <summary>Makes a function callable in this connection's SQL. It depends on its arguments alone, and must not throw.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="arguments">How many arguments it takes; -1 for any number.</param>
    /// <param name="function">Gives its result to the context that it gets.</param>
    internal void Define(string name, int arguments, Action<sqlite3_context, sqlite3_value[]> function) =>
        Check(raw.sqlite3_create_function(
            _handle, name, arguments, raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC, null, (context, _, values) => function(context, values)));

    /// <summary>Makes whatever runs on this connection fail with SQLITE_INTERRUPT once the token is cancelled, and each later statement too.</summary>
    /// <returns>Dispose it before the connection.</returns>
    public IDisposable InterruptWhen(CancellationToken cancellationToken)
    {
        // Interrupt alone would be lost on a statement that is just about to begin.
        raw.sqlite3_progress_handler(_handle, InstructionsBetweenLooks, _ => cancellationToken.IsCancellationRequested ? 1 : 0, null);
        return cancellationToken.Register(Interrupt);
    }

    /// <summary>Makes a running step of another thread fail with SQLITE_INTERRUPT.</summary>
    public void Interrupt()
    {
        lock (_handle)
        {
            if (!_disposed)
            {
                raw.sqlite3_interrupt(_handle);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_handle)
        {
            if (!_disposed)
            {
                _disposed = true;
                raw.sqlite3_close_v2(_handle);
            }
        }
    }

    internal void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw new SqliteException(raw.sqlite3_errmsg(_handle).utf8_to_string(), code & 0xff, code);
        }
    }

    private static SqliteConnectionHandle Open(string path, int flags)
    {
        SqliteRuntime.Initialize();
        var code = raw.sqlite3_open_v2(path, out var handle, flags, null);
        if (code != raw.SQLITE_OK)
        {
            raw.sqlite3_close_v2(handle);
            throw new SqliteException($"{path} cannot be opened: {raw.sqlite3_errstr(code).utf8_to_string()}.", code);
        }

        raw.sqlite3_extended_result_codes(handle, 1);
        raw.sqlite3_busy_timeout(handle, (int)TimeSpan.FromSeconds(30).TotalMilliseconds);
        return new SqliteConnectionHandle(handle);
    }
}
