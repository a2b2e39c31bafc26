namespace DataExport.Core.Organizations;

/// <summary>A member as the other members see one.</summary>
/// <param name="Id">Key of the membership.</param>
/// <param name="UserId">The person.</param>
/// <param name="Name">The person's name; empty when it was not given.</param>
/// <param name="Email">The person's address.</param>
/// <param name="Role">The role.</param>
/// <param name="HasTwoFactor">Whether signing in takes a second factor.</param>
/// <param name="DateCreated">Since when, UTC.</param>
/// <param name="DateLastActive">When a page of the organization was opened last, UTC, to the hour; null for never.</param>
public sealed record Member(
    int Id, int UserId, string Name, string Email, OrganizationRole Role, bool HasTwoFactor, DateTime DateCreated, DateTime? DateLastActive)
{
    /// <summary>The name, or the address of those who gave none.</summary>
    public string DisplayName => Name.Length > 0 ? Name : Email;
}
