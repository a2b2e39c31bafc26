namespace DataExport.Web.Api.Events;

/// <summary>The exception of an event as JSON; null where nothing was said.</summary>
/// <param name="Type">The exception's type.</param>
/// <param name="Value">The exception's text.</param>
/// <param name="Handled">Whether the program handled it.</param>
public sealed record EventErrorJson(string? Type, string? Value, bool? Handled);
