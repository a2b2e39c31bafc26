namespace DataExport.Web.Api.Events;

/// <summary>A tag of an event as JSON.</summary>
/// <param name="Key">The tag's key.</param>
/// <param name="Value">Its value.</param>
public sealed record EventTagJson(string Key, string Value);
