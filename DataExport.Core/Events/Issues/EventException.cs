namespace DataExport.Core.Events.Issues;

/// <summary>An exception of an event.</summary>
/// <param name="Type">Its type; null when not said.</param>
/// <param name="Value">Its text; null when not said.</param>
/// <param name="Frames">Where it was thrown, the innermost call first; empty when not said.</param>
public sealed record EventException(string? Type, string? Value, IReadOnlyList<EventFrame> Frames);
