using Microsoft.EntityFrameworkCore;

namespace DataExport.Bench.Speed;

/// <summary>The rows of a SELECT, for EF Core.</summary>
internal sealed class PeerContext(string database, string select) : DbContext
{
    /// <summary>The rows.</summary>
    public DbSet<PeerRow> Rows => Set<PeerRow>();

    protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseSqlite($"Data Source={database};Mode=ReadOnly");

    protected override void OnModelCreating(ModelBuilder model) => model.Entity<PeerRow>().ToSqlQuery(select).HasNoKey();
}
