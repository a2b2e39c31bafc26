namespace DataExport.Core.Events.Issues;

/// <summary>A call on the stack of an exception; null for what its sender did not say.</summary>
/// <param name="Function">The function.</param>
/// <param name="File">The file, or the module where there is no file.</param>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="InApp">Whether it is the sender's own code and no library's.</param>
/// <param name="Source">Lines of the file around <paramref name="Line"/>, each with its number; empty for none.</param>
public sealed record EventFrame(string? Function, string? File, long? Line, bool InApp, IReadOnlyList<KeyValuePair<long, string>> Source);
