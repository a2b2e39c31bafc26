namespace DataExport.Core.Exports.Notifying;

/// <summary>An export of somebody that has come to its end.</summary>
/// <param name="ExportId">The export.</param>
/// <param name="Organization">Slug of its organization.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">Completed or Failed.</param>
/// <param name="Rows">Rows in its file; null for none.</param>
/// <param name="Finished">When, UTC.</param>
/// <param name="IsNew">Whether that was after the person has looked.</param>
public sealed record ExportNotice(string ExportId, string Organization, string Name, ExportState State, long? Rows, DateTime Finished, bool IsNew);
