namespace DataExport.Core.Administration;

/// <summary>One part of the data directory.</summary>
/// <param name="Name">A database or a folder, as it is named in the data directory.</param>
/// <param name="What">What is in it.</param>
/// <param name="Bytes">Its size on disk.</param>
/// <param name="Files">Files in it; null for a database.</param>
public sealed record StoragePart(string Name, string What, long Bytes, int? Files);
