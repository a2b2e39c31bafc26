using DataExport.Core.Auditing;
using DataExport.Core.Database;
using DataExport.Core.Organizations;
using DataExport.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Administration;

/// <summary>Every person of the instance, for those who administer it.</summary>
public sealed class UserDirectory(IDbContextFactory<AppDbContext> databases, TimeProvider clock)
{
    /// <summary>A page of the people, by e-mail address. Null (404) when the caller does not administer the instance.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="text">Only those whose e-mail address contains this; null or empty for all.</param>
    /// <param name="skip">How many to pass over.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<ListPage<UserFacts>?> ListAsync(Caller caller, string? text, int skip, int take, CancellationToken cancellationToken)
    {
        if (!caller.AdministersInstance)
        {
            return null;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var users = Matching(database, text);
        var people = await users.AsNoTracking().OrderBy(row => row.NormalizedUserName).ThenBy(row => row.Id).Skip(skip).Take(take).ToListAsync(cancellationToken);
        var ids = people.Select(person => person.Id).ToList();
        var places = await database.Memberships.Where(row => ids.Contains(row.UserId)).OrderBy(row => row.Organization!.Name)
            .Select(row => new { row.UserId, row.Organization!.Slug, row.Organization.Name, row.Role }).ToListAsync(cancellationToken);
        var signIns = await database.AuditEntries.Where(row => row.UserId != null && ids.Contains(row.UserId.Value) && row.Action == AuditAction.SignedIn)
            .GroupBy(row => row.UserId!.Value).Select(group => new { Id = group.Key, Last = group.Max(row => row.Date) })
            .ToDictionaryAsync(row => row.Id, row => row.Last, cancellationToken);
        return new ListPage<UserFacts>(
            [
                .. from person in people
                   select new UserFacts(
                       person.Id, person.Email ?? "", person.IsInstanceAdmin, person.IsLockedByAdmin, LockedUntil(person), person.DateCreated,
                       signIns.TryGetValue(person.Id, out var last) ? last : null,
                       [.. places.Where(place => place.UserId == person.Id).Select(place => (place.Slug, place.Name, place.Role))]),
            ],
            await users.CountAsync(cancellationToken));
    }

    private DateTime? LockedUntil(ApplicationUser person) =>
        !person.IsLockedByAdmin && person.LockoutEnd > clock.GetUtcNow() ? person.LockoutEnd.Value.UtcDateTime : null;

    private static IQueryable<ApplicationUser> Matching(AppDbContext database, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return database.Users;
        }

        var pattern = LikePattern.Containing(text.Trim());
        return database.Users.Where(row => EF.Functions.Like(row.Email!, pattern, LikePattern.Escape));
    }
}
