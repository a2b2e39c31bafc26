namespace DataExport.Core.Exports.Storage;

/// <summary>Which attempt a part file belongs to.</summary>
/// <param name="ExportId">The export.</param>
/// <param name="Attempt">Its attempt.</param>
public readonly record struct PartName(string ExportId, int Attempt);
