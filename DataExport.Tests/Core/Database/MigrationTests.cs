using DataExport.Core.Database;
using DataExport.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Tests.Core.Database;

/// <summary>Bringing <c>app.db</c> up to date.</summary>
public sealed class MigrationTests
{
    [Fact]
    public async Task MigrateAsync_ProcessWasKilledWhileItMigrated_StartsAllTheSame()
    {
        await using var host = await CoreHost.StartAsync();
        var person = await host.AddPersonAsync();

        // What EF Core's lock looks like when nobody was left to take it away.
        await host.WithDatabaseAsync(database => database.Database.ExecuteSqlRawAsync(
            """
            CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-21 12:00:00+00:00');
            """));
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await host.Get<AppDatabase>().MigrateAsync(deadline.Token);

        Assert.Equal([person], await host.WithDatabaseAsync(database => database.Set<ApplicationUser>().Select(user => user.Id).ToListAsync()));
    }
}
