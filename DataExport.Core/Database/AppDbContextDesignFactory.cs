using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace DataExport.Core.Database;

/// <summary>What <c>dotnet ef</c> makes migrations with.</summary>
internal sealed class AppDbContextDesignFactory : IDesignTimeDbContextFactory<AppDbContext>
{
    public AppDbContext CreateDbContext(string[] args)
    {
        SqliteRuntime.Initialize();
        return new AppDbContext(new DbContextOptionsBuilder<AppDbContext>().UseSqlite("Data Source=:memory:").Options, new AppDatabaseGate());
    }
}
