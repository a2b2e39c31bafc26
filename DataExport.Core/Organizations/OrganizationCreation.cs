using DataExport.Core.Auditing;
using DataExport.Core.Database;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Core.Organizations;

/// <summary>Creates organizations: with an owner, and a team that everybody is in.</summary>
public sealed class OrganizationCreation(IDbContextFactory<AppDbContext> databases, AuditLog audit, TimeProvider clock)
{
    private const int MaxNameLength = 100;

    /// <summary>Creates an organization.</summary>
    /// <param name="name">Its name on screen.</param>
    /// <param name="slug">Its name in addresses; null or empty for one made from the name.</param>
    /// <param name="ownerId">The person who owns it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<CreationResult<Organization>> CreateAsync(string name, string? slug, int ownerId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.WriteAsync(() => AddAsync(database, name, slug, ownerId, cancellationToken), cancellationToken);
    }

    /// <summary>The same as a part of the caller's <see cref="AppDbContext.WriteAsync"/>, so that it is stored with the rest or not at all.</summary>
    public async Task<CreationResult<Organization>> AddAsync(
        AppDbContext database, string name, string? slug, int ownerId, CancellationToken cancellationToken)
    {
        name = name.Trim();
        var taken = (await database.Organizations.Select(row => row.Slug).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var errors = Check(name, slug);
        if (errors.Count == 0 && slug is not null && taken.Contains(slug))
        {
            errors = [new FieldError("slug", "An organization with this slug already exists.")];
        }

        if (errors.Count > 0)
        {
            return new CreationResult<Organization>.Invalid(errors);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var organization = new Organization
        {
            Name = name,
            Slug = string.IsNullOrEmpty(slug) ? Slugs.MakeUnique(Slugs.FromName(name, "organization"), taken) : slug,
            DateCreated = now,
        };
        var owner = new Membership { UserId = ownerId, Role = OrganizationRole.Owner, DateCreated = now };
        var everybody = new Team { Slug = "everybody", Name = "Everybody", Everybody = true };
        everybody.Members.Add(owner);
        organization.Memberships.Add(owner);
        organization.Teams.Add(everybody);
        database.Organizations.Add(organization);
        await database.SaveChangesAsync(cancellationToken);
        audit.Add(database, AuditAction.OrganizationMade, ownerId, organization.Id, new AuditSubject(organization.Id, organization.Name));
        await database.SaveChangesAsync(cancellationToken);
        return new CreationResult<Organization>.Created(organization);
    }

    /// <summary>What is wrong with a name and a slug, before it is known which slugs are taken.</summary>
    public static IReadOnlyList<FieldError> Check(string name, string? slug)
    {
        var errors = new List<FieldError>();
        name = name.Trim();
        if (name.Length is 0 or > MaxNameLength)
        {
            errors.Add(new FieldError("name", "Give the organization a name of 1 to 100 characters."));
        }

        if (!string.IsNullOrEmpty(slug) && !Slugs.IsValid(slug))
        {
            errors.Add(new FieldError("slug", Slugs.Rule));
        }
        return errors;
    }
}
