namespace DataExport.Core.Events.Ingesting;

/// <summary>Where an event belongs and when it came.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="EventId">Its id unless it says another.</param>
/// <param name="Received">When it came, microseconds since 1970 UTC; when it happened, too, unless it says so.</param>
/// <param name="RemoteIp">Who sent it; null when unknown.</param>
internal sealed record EventOrigin(int ProjectId, EventId EventId, long Received, string? RemoteIp);
