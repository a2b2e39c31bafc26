namespace DataExport.Tests.Core.Queries.Differential;

/// <summary>A JSON value of the model: as it is stored, and as a file shows it; null when it counts as absent.</summary>
internal sealed record ModelJson(string Stored, string? Shown);
