using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace DataExport.Core.Database;

/// <summary>Tells what ends by itself, or by an administrator's hand, from defects: a database that others have locked, or a full disk.</summary>
public static class DatabaseTrouble
{
    /// <summary>Whether the database could not be used at the moment; the same may work a little later.</summary>
    public static bool IsCauseOf(Exception exception) => exception switch
    {
        // PROTOCOL is what SQLite calls a lock that stood in its way for ten seconds.
        SqliteException sqlite => sqlite.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL or raw.SQLITE_FULL or raw.SQLITE_IOERR,
        DbUpdateException { InnerException: { } inner } => IsCauseOf(inner),
        _ => false,
    };
}
