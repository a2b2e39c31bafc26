using DataExport.Core.Organizations;

namespace DataExport.Web.Components.Organizations;

/// <summary>Who looks at the page.</summary>
/// <param name="Caller">As Core's services want to know it.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="Zone">The zone that times are shown in.</param>
public sealed record Viewer(Caller Caller, string Email, TimeZoneInfo Zone)
{
    /// <summary>The zone of that name, or UTC when there is none.</summary>
    public static TimeZoneInfo FindZone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
}
