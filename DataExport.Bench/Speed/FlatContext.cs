using Microsoft.EntityFrameworkCore;

namespace DataExport.Bench.Speed;

/// <summary>The peers' database, for EF Core.</summary>
internal sealed class FlatContext(string database) : DbContext
{
    /// <summary>The rows, in the order of the file.</summary>
    public DbSet<FlatRow> Rows => Set<FlatRow>();

    protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseSqlite($"Data Source={database};Mode=ReadOnly");

    protected override void OnModelCreating(ModelBuilder model) => model.Entity<FlatRow>().ToTable("flat").HasNoKey();
}
