namespace DataExport.Core.Events;

/// <summary>Part of a file.</summary>
/// <param name="From">Its first byte.</param>
/// <param name="To">The byte after its last.</param>
internal readonly record struct FileStretch(long From, long To);
