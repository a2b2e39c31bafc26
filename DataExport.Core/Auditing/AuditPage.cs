namespace DataExport.Core.Auditing;

/// <summary>One page of the audit log.</summary>
/// <param name="Items">The lines, newest first.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record AuditPage(IReadOnlyList<AuditLine> Items, int Total);
