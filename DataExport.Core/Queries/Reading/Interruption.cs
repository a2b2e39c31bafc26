using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DataExport.Core.Queries.Reading;

/// <summary>What SQLite throws when a statement was interrupted because its reader was cancelled.</summary>
internal static class Interruption
{
    /// <summary>Whether that is why it was thrown.</summary>
    public static bool IsCauseOf(SqliteException exception, CancellationToken cancellationToken) =>
        exception.SqliteErrorCode == raw.SQLITE_INTERRUPT && cancellationToken.IsCancellationRequested;
}
