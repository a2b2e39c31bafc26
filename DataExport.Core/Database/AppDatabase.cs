using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Database;

/// <summary>Brings <c>app.db</c> up to date and keeps its write-ahead log short.</summary>
public sealed class AppDatabase(IDbContextFactory<AppDbContext> databases, AppDatabaseGate gate, DataDirectory directory)
{
    private const long LongLogBytes = 4 << 20;

    // EF Core's, which it makes anew where it is missing.
    private const string DropMigrationLock = "DROP TABLE IF EXISTS \"__EFMigrationsLock\";";

    /// <summary>Creates the database or applies the migrations that it lacks.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);

        // EF Core locks migrations, also where none is due, by a row that a killed process leaves behind, and waits for it without
        // an end: the program would never start again. The data directory is this process's alone, so whatever is there is a leftover.
        await database.Database.ExecuteSqlRawAsync(DropMigrationLock, cancellationToken);
        await database.Database.MigrateAsync(cancellationToken);
    }

    /// <summary>
    /// Moves a write-ahead log that has grown long into the database, behind the gate so that no commit runs beside it.
    /// Connections do not do so by themselves (<see cref="SqlitePragmas"/>).
    /// </summary>
    public async Task CheckpointAsync(CancellationToken cancellationToken)
    {
        var log = new FileInfo(directory.AppDatabase + "-wal");
        if (!log.Exists || log.Length < LongLogBytes)
        {
            return;
        }

        using var passage = await gate.EnterAsync(cancellationToken);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(PASSIVE);", cancellationToken);
    }
}
