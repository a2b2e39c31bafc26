namespace DataExport.Web.Components.Look;

/// <summary>The time zones to choose from.</summary>
public static class TimeZones
{
    /// <summary>IANA names such as <c>Europe/Berlin</c>, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id)
            .Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];
}
