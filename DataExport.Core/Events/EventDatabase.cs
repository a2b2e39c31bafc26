using DataExport.Core.Database;
using DataExport.Core.Database.Sqlite;
using DataExport.Core.Events.Pages;
using Microsoft.Win32.SafeHandles;

namespace DataExport.Core.Events;

/// <summary>Opens connections to <c>events.db</c>: one that writes, and readers.</summary>
public sealed class EventDatabase
{
    private const int CacheKilobytes = 8192;
    private readonly DataDirectory _directory;

    // Never closed: with any descriptor of a file that a process closes it loses all its POSIX locks on that file, SQLite's too.
    private readonly Lazy<SafeFileHandle> _file;

    /// <summary>Opens nothing yet.</summary>
    public EventDatabase(DataDirectory directory)
    {
        _directory = directory;
        _file = new(() => File.OpenHandle(directory.EventDatabase, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        Settled = new SettledFile(_file);
    }

    /// <summary>The file as the last checkpoint left it.</summary>
    public SettledFile Settled { get; }

    /// <summary>Opens the writing connection and brings the schema up to date. There is one, and it alone commits and checkpoints.</summary>
    public SqliteConnectionHandle OpenWriter()
    {
        var connection = SqliteConnectionHandle.OpenReadWrite(_directory.EventDatabase);
        connection.Execute($"PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; PRAGMA synchronous=FULL; PRAGMA cache_size=-{2 * CacheKilobytes}; PRAGMA temp_store=MEMORY;");
        using var version = connection.Prepare("PRAGMA user_version");
        version.Step();
        var done = (int)version.Int64(0);
        version.Reset();
        for (var step = done; step < EventSchema.Steps.Length; step++)
        {
            connection.Execute($"BEGIN IMMEDIATE; {EventSchema.Steps[step]} PRAGMA user_version={step + 1}; COMMIT;");
        }

        return connection;
    }

    /// <summary>Opens a connection that can only read. The writer must have been opened once before.</summary>
    public SqliteConnectionHandle OpenReader()
    {
        var connection = SqliteConnectionHandle.OpenReadOnly(_directory.EventDatabase);
        connection.Execute($"PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-{CacheKilobytes}; PRAGMA query_only=1;");
        EventFunctions.Define(connection);
        return connection;
    }

    /// <summary>Read-ahead for one reader.</summary>
    public ReadAhead CreateReadAhead(long newestId) => new(_file, newestId);

    /// <summary>Lets a connection to another file read the tables of the events beside its own.</summary>
    public void AttachTo(SqliteConnectionHandle connection)
    {
        using var attach = connection.Prepare("ATTACH ?1 AS store");
        attach.Bind(1, new Uri(_directory.EventDatabase).AbsoluteUri + "?mode=ro").Run();
        connection.Execute($"PRAGMA store.cache_size=-{CacheKilobytes};");
        EventFunctions.Define(connection);
    }
}
