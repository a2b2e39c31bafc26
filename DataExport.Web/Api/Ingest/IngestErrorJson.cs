namespace DataExport.Web.Api.Ingest;

/// <summary>The answer to what was turned away.</summary>
/// <param name="Detail">Why, in a sentence.</param>
/// <param name="Causes">What exactly is wrong; may be empty.</param>
public sealed record IngestErrorJson(string Detail, IReadOnlyList<string> Causes);
