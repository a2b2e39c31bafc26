namespace DataExport.Core.Events.Importing;

/// <summary>How far the storing of a file is.</summary>
/// <param name="Bytes">Bytes of the file that were read.</param>
/// <param name="TotalBytes">All of them.</param>
public sealed record ImportProgress(long Bytes, long TotalBytes);
