using DataExport.Core.Database.Sqlite;

namespace DataExport.Core.Events.Pages;

/// <summary>Brings the write-ahead log of the events to their file, on the writer's connection, which is the only one that does.</summary>
internal sealed class EventCheckpoints(SqliteConnectionHandle connection, SettledFile file) : IDisposable
{
    // 4 MB of pages that are not in the file yet.
    private const long PagesInLog = 1000;

    private readonly RemovedEvents _removed = new(connection);
    private readonly SqliteStatement _look = connection.Prepare("PRAGMA wal_checkpoint(NOOP)");
    private readonly SqliteStatement _checkpoint = connection.Prepare("PRAGMA wal_checkpoint(PASSIVE)");

    /// <summary>Whether enough is in the log that it should be brought to the file.</summary>
    public bool IsDue => Run(_look) is var (_, inLog, inFile) && inLog - inFile >= PagesInLog;

    /// <summary>Checkpoints; what came after the oldest state that another connection still reads stays in the log.</summary>
    /// <param name="lastId">The id of the last committed event.</param>
    /// <returns>Whether all of the log is in the file.</returns>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">It failed; the commits are safe in the log.</exception>
    public bool Checkpoint(long lastId)
    {
        var isWhole = false;
        file.Change(() =>
        {
            // Without a log, as on a file system that cannot share memory, both are -1.
            var (isBusy, inLog, inFile) = Run(_checkpoint);
            isWhole = !isBusy && inLog >= 0 && inLog == inFile;
            return isWhole ? (lastId, _removed.Fingerprint()) : null;
        });
        return isWhole;
    }

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
