namespace DataExport.Core.Organizations;

/// <summary>A company or group whose members share projects, exports and limits.</summary>
public sealed class Organization
{
    /// <summary>Key, also accepted in place of the slug in addresses.</summary>
    public int Id { get; set; }

    /// <summary>Name in addresses: lower-case letters, digits and hyphens, unique on the instance.</summary>
    public required string Slug { get; set; }

    /// <summary>Name on screen.</summary>
    public required string Name { get; set; }

    /// <summary>When it was created, UTC.</summary>
    public DateTime DateCreated { get; set; }

    /// <summary>When it was deleted, UTC; null while it is there. A deleted one is found by no query that does not ask for it.</summary>
    public DateTime? DateDeleted { get; set; }

    /// <summary>The feature <c>discover-query</c>, without which the data-export resource answers 404.</summary>
    public bool DiscoverQuery { get; set; } = true;

    /// <summary>The turn at which an export of it was claimed last; the queue takes organizations in turns. 0 for never.</summary>
    public long LastTurn { get; set; }

    /// <summary>Its usage plan: limits that differ from the instance's.</summary>
    public UsagePlan Plan { get; set; } = new();

    /// <summary>Its people with their roles.</summary>
    public List<Membership> Memberships { get; } = [];

    /// <summary>Its teams.</summary>
    public List<Team> Teams { get; } = [];

    /// <summary>Its projects.</summary>
    public List<Project> Projects { get; } = [];
}
