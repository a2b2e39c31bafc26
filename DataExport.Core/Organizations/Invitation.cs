using DataExport.Core.Users;

namespace DataExport.Core.Organizations;

/// <summary>A place in an organization that is offered to whoever reads the mail of one address. It is gone once it is taken or revoked.</summary>
public sealed class Invitation
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The organization.</summary>
    public int OrganizationId { get; set; }

    /// <summary>The organization.</summary>
    public Organization? Organization { get; set; }

    /// <summary>The address that it was mailed to, and that it is for.</summary>
    public required string Email { get; set; }

    /// <summary>The address in upper case, by which it is compared; one an organization.</summary>
    public required string NormalizedEmail { get; set; }

    /// <summary>The role that it gives.</summary>
    public OrganizationRole Role { get; set; }

    /// <summary>SHA-256 of the link's token, 64 lower-case hexadecimal digits; null until the mail is written, which is when the token is made.</summary>
    public string? TokenHash { get; set; }

    /// <summary>Who offered it; null when the person is gone.</summary>
    public int? InvitedById { get; set; }

    /// <summary>Who offered it.</summary>
    public ApplicationUser? InvitedBy { get; set; }

    /// <summary>When it was offered, UTC.</summary>
    public DateTime DateCreated { get; set; }

    /// <summary>When it ends, UTC.</summary>
    public DateTime DateExpires { get; set; }
}
