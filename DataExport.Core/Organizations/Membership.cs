using DataExport.Core.Users;

namespace DataExport.Core.Organizations;

/// <summary>One person's place in one organization.</summary>
public sealed class Membership
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The organization.</summary>
    public int OrganizationId { get; set; }

    /// <summary>The organization.</summary>
    public Organization? Organization { get; set; }

    /// <summary>The person.</summary>
    public int UserId { get; set; }

    /// <summary>The person.</summary>
    public ApplicationUser? User { get; set; }

    /// <summary>What the person may do there.</summary>
    public OrganizationRole Role { get; set; }

    /// <summary>When the person joined, UTC.</summary>
    public DateTime DateCreated { get; set; }

    /// <summary>When the person opened a page of the organization last, UTC, to the hour; null for never.</summary>
    public DateTime? DateLastActive { get; set; }

    /// <summary>The person's teams.</summary>
    public List<Team> Teams { get; } = [];
}
