using System.Globalization;
using DataExport.Core.Users;

namespace DataExport.Web.Api.Users;

/// <summary>A person as JSON, as others see them.</summary>
/// <param name="Id">Digits.</param>
/// <param name="Email">Mail address.</param>
/// <param name="Username">The name that they sign in with.</param>
public sealed record UserJson(string Id, string? Email, string? Username)
{
    /// <summary>Makes it from the row.</summary>
    public static UserJson From(ApplicationUser user) => new(user.Id.ToString(CultureInfo.InvariantCulture), user.Email, user.UserName);
}
