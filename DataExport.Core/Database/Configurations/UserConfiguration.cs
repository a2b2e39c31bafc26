using DataExport.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DataExport.Core.Database.Configurations;

internal sealed class UserConfiguration : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.HasIndex(row => row.Hash).IsUnique();
        builder.HasOne(row => row.User).WithMany().HasForeignKey(row => row.UserId);
    }
}
