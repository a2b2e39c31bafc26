using System.Text.Json;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Downloading;
using DataExport.Core.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DataExport.Core.Database.Configurations;

internal sealed class ExportConfiguration :
    IEntityTypeConfiguration<Export>, IEntityTypeConfiguration<ExportProject>, IEntityTypeConfiguration<IdempotencyKey>, IEntityTypeConfiguration<DownloadRecord>,
    IEntityTypeConfiguration<OutboxMail>
{
    private const string Running = "\"State\" IN ('Queued', 'Generating')";
    private const string EitherOfRunning = "\"State\" = 'Queued' OR \"State\" = 'Generating'";

    public void Configure(EntityTypeBuilder<Export> builder)
    {
        builder.Property(row => row.State).HasConversion<string>();
        builder.Property(row => row.QueryType).HasConversion<string>();
        builder.HasIndex(row => row.Sequence).IsUnique();
        builder.HasIndex(row => row.DedupeKey).IsUnique().HasFilter(Running);
        builder.HasIndex(row => new { row.OrganizationId, row.UserId, row.Sequence });
        builder.HasIndex(row => new { row.UserId, row.DateFinished });
        // Two for one purpose, because SQLite uses a partial index only where its filter follows, as it is written, from the query: a query for
        // both states says IN and gets along with IN alone; a query for one of them, such as a claim or a place in the queue, with OR alone.
        builder.HasIndex(row => new { row.State, row.OrganizationId, row.Sequence }).HasFilter(Running);
        builder.HasIndex(row => new { row.State, row.OrganizationId, row.Sequence }, "IX_Exports_Queue").HasFilter(EitherOfRunning);
        builder.OwnsOne(row => row.Options, options => options.ToJson());
        builder.OwnsOne(row => row.Artifact);
        builder.Property(row => row.Checkpoint).HasConversion(
            checkpoint => JsonSerializer.Serialize(checkpoint, JsonSerializerOptions.Web),
            text => JsonSerializer.Deserialize<Checkpoint>(text, JsonSerializerOptions.Web));
        builder.HasOne(row => row.User).WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne(row => row.Organization).WithMany().HasForeignKey(row => row.OrganizationId);
        builder.HasMany(row => row.Projects).WithOne().HasForeignKey(row => row.ExportId);
    }

    public void Configure(EntityTypeBuilder<ExportProject> builder) => builder.HasKey(row => new { row.ExportId, row.ProjectId });

    public void Configure(EntityTypeBuilder<IdempotencyKey> builder) =>
        builder.HasKey(row => new { row.OrganizationId, row.UserId, row.Key });

    public void Configure(EntityTypeBuilder<DownloadRecord> builder)
    {
        builder.HasIndex(row => row.ExportId);
        builder.HasIndex(row => row.Date);
    }

    public void Configure(EntityTypeBuilder<OutboxMail> builder)
    {
        builder.Property(row => row.Kind).HasConversion<string>();
        builder.Property(row => row.State).HasConversion<string>();
        builder.HasIndex(row => new { row.ExportId, row.Kind, row.UserId }).IsUnique();
        builder.HasIndex(row => new { row.State, row.NotBefore });
    }
}
