namespace DataExport.Web.Api.Limits;

/// <summary>The group of endpoints that a caller's requests are counted for, as endpoint metadata.</summary>
/// <param name="Name">Such as <c>data-export</c>.</param>
public sealed record RateLimitGroup(string Name);
