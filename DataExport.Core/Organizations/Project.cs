namespace DataExport.Core.Organizations;

/// <summary>What sends events: one application or service of an organization.</summary>
public sealed class Project
{
    /// <summary>Key; the number in a DSN.</summary>
    public int Id { get; set; }

    /// <summary>The organization that it belongs to.</summary>
    public int OrganizationId { get; set; }

    /// <summary>Its organization.</summary>
    public Organization? Organization { get; set; }

    /// <summary>Name in addresses, unique in the organization.</summary>
    public required string Slug { get; set; }

    /// <summary>Name on screen.</summary>
    public required string Name { get; set; }

    /// <summary>Its platform, such as <c>python</c>; null when unknown.</summary>
    public string? Platform { get; set; }

    /// <summary>When it was created, UTC.</summary>
    public DateTime DateCreated { get; set; }

    /// <summary>When it was deleted, UTC; null while it is there. A deleted one is found by no query that does not ask for it.</summary>
    public DateTime? DateDeleted { get; set; }

    /// <summary>What programs send events into it with.</summary>
    public List<ProjectKey> Keys { get; } = [];

    /// <summary>The teams whose members see it.</summary>
    public List<Team> Teams { get; } = [];
}
