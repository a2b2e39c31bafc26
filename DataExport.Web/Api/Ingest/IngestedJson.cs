namespace DataExport.Web.Api.Ingest;

/// <summary>The answer to what was taken.</summary>
/// <param name="Id">The event's id, 32 hexadecimal digits.</param>
public sealed record IngestedJson(string Id);
