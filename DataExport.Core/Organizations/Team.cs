namespace DataExport.Core.Organizations;

/// <summary>A group of members that owns projects; members see the projects of their teams.</summary>
public sealed class Team
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The organization that it belongs to.</summary>
    public int OrganizationId { get; set; }

    /// <summary>Name in addresses, unique in the organization.</summary>
    public required string Slug { get; set; }

    /// <summary>Name on screen.</summary>
    public required string Name { get; set; }

    /// <summary>Whether new members and new projects join it by themselves; a new organization starts with one such team.</summary>
    public bool Everybody { get; set; }

    /// <summary>Its members.</summary>
    public List<Membership> Members { get; } = [];

    /// <summary>Its projects.</summary>
    public List<Project> Projects { get; } = [];
}
