using DataExport.Core.Database;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Users;

/// <summary>What people set for themselves.</summary>
public sealed class Profiles(IDbContextFactory<AppDbContext> databases, TimeProvider clock)
{
    private static readonly TimeSpan LastActivePrecision = TimeSpan.FromHours(1);

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

    /// <summary>Sets the name that others see. False when it is too long, see <see cref="ApplicationUser.MaxNameLength"/>.</summary>
    public async Task<bool> SetNameAsync(int userId, string name, CancellationToken cancellationToken)
    {
        name = name.Trim();
        if (name.Length > ApplicationUser.MaxNameLength)
        {
            return false;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.WriteAsync(
            () => database.Users.Where(row => row.Id == userId).ExecuteUpdateAsync(set => set.SetProperty(row => row.Name, name), cancellationToken),
            cancellationToken) == 1;
    }

    /// <summary>Notes that a person opened a page of an organization: the short addresses lead there, and its members see when that was.</summary>
    public async Task SetLastOrganizationAsync(int userId, int organizationId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var longAgo = now - LastActivePrecision;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var people = database.Users.Where(row => row.Id == userId && (row.LastOrganizationId == null || row.LastOrganizationId != organizationId));
        var memberships = database.Memberships.Where(row =>
            row.UserId == userId && row.OrganizationId == organizationId && (row.DateLastActive == null || row.DateLastActive < longAgo));
        if (await people.AnyAsync(cancellationToken) || await memberships.AnyAsync(cancellationToken))
        {
            await database.WriteAsync(
                async () =>
                {
                    await people.ExecuteUpdateAsync(set => set.SetProperty(row => row.LastOrganizationId, organizationId), cancellationToken);
                    return await memberships.ExecuteUpdateAsync(set => set.SetProperty(row => row.DateLastActive, now), cancellationToken);
                },
                cancellationToken);
        }
    }
}
