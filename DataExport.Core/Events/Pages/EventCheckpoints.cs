using DataExport.Core.Database.Sqlite;

namespace DataExport.Core.Events.Pages;

/// <summary>Brings the write-ahead log of the events to their file, on the writer's connection, which is the only one that does.</summary>
internal sealed class EventCheckpoints(SqliteConnectionHandle connection, SettledFile file) : IDisposable
{
    // 4 MB of pages, as SQLite would do by itself.
    private const long PagesInLog = 1000;

    private readonly RemovedEvents _removed = new(connection);
    private readonly SqliteStatement _look = connection.Prepare("PRAGMA wal_checkpoint(NOOP)");
    private readonly SqliteStatement _checkpoint = connection.Prepare("PRAGMA wal_checkpoint(PASSIVE)");

    /// <summary>Checkpoints when the log has grown long enough.</summary>
    /// <param name="lastId">The id of the last committed event.</param>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">It failed; the commits are safe in the log.</exception>
    public void AfterCommit(long lastId)
    {
        var (_, inLog, inFile) = Run(_look);
        if (inLog - inFile >= PagesInLog)
        {
            Checkpoint(lastId);
        }
    }

    /// <summary>Checkpoints now; what other connections still read stays in the log.</summary>
    /// <param name="lastId">The id of the last committed event.</param>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">It failed; the commits are safe in the log.</exception>
    public void Checkpoint(long lastId) => file.Change(() =>
    {
        var (isBusy, inLog, inFile) = Run(_checkpoint);
        return !isBusy && inLog == inFile ? (lastId, _removed.Count()) : null;
    });

    public void Dispose()
    {
        _removed.Dispose();
        _look.Dispose();
        _checkpoint.Dispose();
    }

    private static (bool IsBusy, long InLog, long InFile) Run(SqliteStatement checkpoint)
    {
        try
        {
            checkpoint.Step();
            return (checkpoint.Int64(0) != 0, checkpoint.Int64(1), checkpoint.Int64(2));
        }
        finally
        {
            checkpoint.Reset();
        }
    }
}
