namespace DataExport.Core.Queries.Discover;

/// <summary>A period of time.</summary>
/// <param name="Start">From when on, UTC, inclusive; null for no bound.</param>
/// <param name="End">Until when, UTC, exclusive; null for no bound.</param>
/// <param name="Written">A relative period as it was written; null for an absolute one.</param>
internal readonly record struct Period(DateTime? Start, DateTime? End, string? Written = null);
