using DataExport.Core.Database;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Users;

/// <summary>What people set for themselves.</summary>
public sealed class Profiles(IDbContextFactory<AppDbContext> databases)
{
    /// <summary>The person as stored now; null when gone.</summary>
    public async Task<ApplicationUser?> FindAsync(int userId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Users.AsNoTracking().FirstOrDefaultAsync(row => row.Id == userId, cancellationToken);
    }

    /// <summary>Sets the zone that times are shown in. False when there is no such zone.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="timeZone">An IANA name such as <c>Europe/Berlin</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<bool> SetTimeZoneAsync(int userId, string timeZone, CancellationToken cancellationToken)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _))
        {
            return false;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.WriteAsync(
            () => database.Users.Where(row => row.Id == userId)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.TimeZone, timeZone), cancellationToken),
            cancellationToken) == 1;
    }

    /// <summary>Remembers the organization that the short addresses lead to.</summary>
    public async Task SetLastOrganizationAsync(int userId, int organizationId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var changes = database.Users.Where(row => row.Id == userId && (row.LastOrganizationId == null || row.LastOrganizationId != organizationId));
        if (await changes.AnyAsync(cancellationToken))
        {
            await database.WriteAsync(
                () => changes.ExecuteUpdateAsync(set => set.SetProperty(row => row.LastOrganizationId, organizationId), cancellationToken),
                cancellationToken);
        }
    }
}
