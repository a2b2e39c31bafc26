namespace DataExport.Web.Api.Events;

/// <summary>A count as JSON.</summary>
/// <param name="Count">Events.</param>
public sealed record EventCountJson(long Count);
