namespace DataExport.Core.Administration;

/// <summary>One organization's part of the queue.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Name">Its name.</param>
/// <param name="Queued">Exports that wait.</param>
/// <param name="Running">Exports that are being made.</param>
/// <param name="MostRunning">How many may be made at once.</param>
/// <param name="Oldest">When the one that waits longest was requested, UTC; null when none waits.</param>
public sealed record OrganizationQueue(string Slug, string Name, int Queued, int Running, int MostRunning, DateTime? Oldest);
