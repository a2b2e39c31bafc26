namespace DataExport.Core.Events.Ingesting;

/// <summary>A request to the ingestion endpoints, without its body.</summary>
/// <param name="ProjectId">The project of the address.</param>
/// <param name="Keys">The public keys that headers and address name; more than one, when they differ, is a conflict.</param>
/// <param name="ContentEncoding">The header of that name; null or empty for none.</param>
/// <param name="RemoteIp">Who sent it, for users whose address an SDK asks us to fill in; null when unknown.</param>
public sealed record IngestRequest(int ProjectId, IReadOnlyList<string> Keys, string? ContentEncoding, string? RemoteIp);
