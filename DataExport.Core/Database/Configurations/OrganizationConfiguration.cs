using DataExport.Core.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DataExport.Core.Database.Configurations;

internal sealed class OrganizationConfiguration :
    IEntityTypeConfiguration<Organization>, IEntityTypeConfiguration<Team>, IEntityTypeConfiguration<Project>, IEntityTypeConfiguration<ProjectKey>,
    IEntityTypeConfiguration<Membership>, IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Organization> builder)
    {
        builder.HasIndex(row => row.Slug).IsUnique();
        builder.ComplexProperty(row => row.Plan);
        builder.HasQueryFilter(row => row.DateDeleted == null);
    }

    public void Configure(EntityTypeBuilder<Team> builder)
    {
        builder.HasIndex(row => new { row.OrganizationId, row.Slug }).IsUnique();
        builder.HasMany(row => row.Members).WithMany(row => row.Teams).UsingEntity("TeamMembers");
        builder.HasMany(row => row.Projects).WithMany(row => row.Teams).UsingEntity("TeamProjects");
    }

    public void Configure(EntityTypeBuilder<Project> builder)
    {
        builder.HasIndex(row => new { row.OrganizationId, row.Slug }).IsUnique();
        builder.HasQueryFilter(row => row.DateDeleted == null);
    }

    public void Configure(EntityTypeBuilder<ProjectKey> builder) => builder.HasIndex(row => row.PublicKey).IsUnique();

    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.HasIndex(row => new { row.OrganizationId, row.UserId }).IsUnique();
        builder.HasOne(row => row.User).WithMany().HasForeignKey(row => row.UserId);
    }

    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.HasIndex(row => new { row.OrganizationId, row.NormalizedEmail }).IsUnique();
        builder.HasIndex(row => row.TokenHash).IsUnique();
        builder.HasOne(row => row.Organization).WithMany().HasForeignKey(row => row.OrganizationId);
        builder.HasOne(row => row.InvitedBy).WithMany().HasForeignKey(row => row.InvitedById).OnDelete(DeleteBehavior.SetNull);
    }
}
