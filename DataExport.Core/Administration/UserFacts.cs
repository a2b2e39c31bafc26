using DataExport.Core.Organizations;

namespace DataExport.Core.Administration;

/// <summary>A person as those see them who administer the instance.</summary>
/// <param name="Id">Key.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="IsInstanceAdmin">Whether the person administers the instance.</param>
/// <param name="IsLocked">Whether an instance admin has locked the account.</param>
/// <param name="LockedUntil">Until when too many wrong passwords have locked it, UTC; null when they have not.</param>
/// <param name="DateCreated">When the account was made, UTC.</param>
/// <param name="LastSignIn">When the person last signed in with the password, UTC; null for not since the audit log began.</param>
/// <param name="Organizations">The person's organizations, by name, with the role in each.</param>
public sealed record UserFacts(
    int Id, string Email, bool IsInstanceAdmin, bool IsLocked, DateTime? LockedUntil, DateTime DateCreated, DateTime? LastSignIn,
    IReadOnlyList<(string Slug, string Name, OrganizationRole Role)> Organizations);
