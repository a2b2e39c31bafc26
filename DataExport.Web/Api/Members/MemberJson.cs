using System.Globalization;
using DataExport.Core.Organizations;

namespace DataExport.Web.Api.Members;

/// <summary>A member, or somebody who is invited, as JSON.</summary>
/// <param name="Id">Digits; of an invitation with <c>i</c> in front.</param>
/// <param name="Email">The address.</param>
/// <param name="Name">The name; empty when it is not known.</param>
/// <param name="Role"><c>member</c>, <c>admin</c>, <c>manager</c> or <c>owner</c>.</param>
/// <param name="Pending">Whether the person is invited, and has not joined.</param>
/// <param name="Has2fa">Whether signing in takes a second factor.</param>
/// <param name="DateCreated">Since when, or when invited, UTC.</param>
/// <param name="DateLastActive">When a page was opened last, UTC, to the hour; null for never.</param>
/// <param name="DateExpires">When the invitation ends, UTC; null for a member.</param>
public sealed record MemberJson(
    string Id, string Email, string Name, string Role, bool Pending, bool Has2fa, DateTime DateCreated, DateTime? DateLastActive, DateTime? DateExpires)
{
    /// <summary>What stands before the number of an invitation.</summary>
    public const char InvitationPrefix = 'i';

    /// <summary>Makes it from a member.</summary>
    public static MemberJson From(Member member) => new(
        member.Id.ToString(CultureInfo.InvariantCulture), member.Email, member.Name, NameOf(member.Role), false,
        member.HasTwoFactor, member.DateCreated, member.DateLastActive, null);

    /// <summary>Makes it from an invitation.</summary>
    public static MemberJson From(Invitation invitation) => new(
        string.Create(CultureInfo.InvariantCulture, $"{InvitationPrefix}{invitation.Id}"), invitation.Email, "", NameOf(invitation.Role), true,
        false, invitation.DateCreated, null, invitation.DateExpires);

    /// <summary>The role of that name; null when there is none.</summary>
    public static OrganizationRole? RoleOf(string name) =>
        Enum.GetValues<OrganizationRole>().Where(role => NameOf(role) == name).Select(role => (OrganizationRole?)role).FirstOrDefault();

    private static string NameOf(OrganizationRole role) => role.ToString().ToLowerInvariant();
}
