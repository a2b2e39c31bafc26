namespace DataExport.Core.Exports.Generating;

/// <summary>An attempt found that its claim no longer holds; whatever it had been about to write was refused.</summary>
internal sealed class ClaimLostException(string exportId, int attempt) : Exception($"Attempt {attempt} at export {exportId} is no longer this exporter's.");
