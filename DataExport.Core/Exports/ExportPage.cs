namespace DataExport.Core.Exports;

/// <summary>One page of a list of exports.</summary>
/// <param name="Items">The exports, with projects and users loaded.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="QueuePositions">For each Queued export of the page, its place in its organization's queue, from 1.</param>
public sealed record ExportPage(IReadOnlyList<Export> Items, int Total, IReadOnlyDictionary<string, int> QueuePositions);
