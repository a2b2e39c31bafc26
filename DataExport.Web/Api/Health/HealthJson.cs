namespace DataExport.Web.Api.Health;

/// <summary>How the process is.</summary>
/// <param name="Status"><c>ok</c> or <c>unavailable</c>.</param>
public sealed record HealthJson(string Status);
