using DataExport.Web.Api.Organizations;

namespace DataExport.Web.Api.Users;

/// <summary>Who am I, as JSON.</summary>
/// <param name="Id">Digits.</param>
/// <param name="Email">Mail address.</param>
/// <param name="Username">The name that they sign in with.</param>
/// <param name="TimeZone">The zone that times are shown in.</param>
/// <param name="IsInstanceAdmin">Whether they administer the instance.</param>
/// <param name="Scopes">What the token may do; null with a session, which has all that the role gives.</param>
/// <param name="Organizations">Where they are members.</param>
public sealed record MeJson(
    string Id, string? Email, string? Username, string TimeZone, bool IsInstanceAdmin, IReadOnlyList<string>? Scopes, IReadOnlyList<OrganizationJson> Organizations);
