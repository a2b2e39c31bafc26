namespace DataExport.Core.Exports.Queue;

/// <summary>An exporter's claim on an export. Whatever it writes later carries this, and is refused once it no longer matches.</summary>
/// <param name="ExportId">The export.</param>
/// <param name="Attempt">The fencing token.</param>
/// <param name="Owner">The exporter.</param>
public sealed record ExportClaim(string ExportId, int Attempt, string Owner);
