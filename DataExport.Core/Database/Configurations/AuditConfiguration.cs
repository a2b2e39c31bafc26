using DataExport.Core.Auditing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DataExport.Core.Database.Configurations;

internal sealed class AuditConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    // No foreign keys: an entry outlives what it tells of. The migration AuditLog adds the triggers that keep rows as they are; SQLite drops
    // them with the table, so a migration that makes the table anew has to add them again.
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.Property(row => row.Action).HasConversion<string>();
        builder.HasIndex(row => row.Date);
        builder.HasIndex(row => new { row.UserId, row.Action, row.Date });
        builder.HasIndex(row => new { row.OrganizationId, row.Date });
        builder.HasIndex(row => row.SubjectId);
    }
}
