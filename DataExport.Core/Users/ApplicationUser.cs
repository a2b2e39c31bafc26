using Microsoft.AspNetCore.Identity;

namespace DataExport.Core.Users;

/// <summary>A person who can sign in.</summary>
public sealed class ApplicationUser : IdentityUser<int>
{
    /// <summary>The end of a lock that an instance admin has put on an account: none.</summary>
    public static readonly DateTimeOffset LockedByAdmin = DateTimeOffset.MaxValue;

    /// <summary>The longest that a name can be, characters.</summary>
    public const int MaxNameLength = 100;

    /// <summary>The person's name, as others see it; empty when it was not given.</summary>
    public string Name { get; set; } = "";

    /// <summary>The zone that times are shown in: an IANA name such as <c>Europe/Berlin</c>.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Whether the person administers the instance.</summary>
    public bool IsInstanceAdmin { get; set; }

    /// <summary>The organization that the bare addresses lead to.</summary>
    public int? LastOrganizationId { get; set; }

    /// <summary>When the latest export finished that the person has looked at, UTC; null when there was none.</summary>
    public DateTime? NotificationsSeenAt { get; set; }

    /// <summary>When the account was made, UTC.</summary>
    public DateTime DateCreated { get; set; }

    /// <summary>Whether an instance admin has locked the account, and not only wrong passwords for a while.</summary>
    public bool IsLockedByAdmin => LockoutEnd == LockedByAdmin;
}
