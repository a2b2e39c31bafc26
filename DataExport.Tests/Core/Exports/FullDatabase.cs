using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace DataExport.Tests.Core.Exports;

/// <summary>Refuses every change to <c>app.db</c> as SQLite does while its disk is full.</summary>
internal sealed class FullDatabase : DbCommandInterceptor
{
    private const int Full = 13;
    private int _refused;

    /// <summary>Whether there is no room.</summary>
    public bool IsFull { get; set; }

    /// <summary>How many changes it has refused.</summary>
    public int Refused => Volatile.Read(ref _refused);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Check(command);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Check(command);
        return ValueTask.FromResult(result);
    }

    private void Check(DbCommand command)
    {
        if (IsFull && (command.CommandText.Contains("UPDATE ", StringComparison.Ordinal) || command.CommandText.Contains("INSERT ", StringComparison.Ordinal)))
        {
            Interlocked.Increment(ref _refused);
            throw new SqliteException("database or disk is full", Full);
        }
    }
}
