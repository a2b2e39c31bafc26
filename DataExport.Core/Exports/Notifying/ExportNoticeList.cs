namespace DataExport.Core.Exports.Notifying;

/// <summary>What finished, the latest first, and how much of it the person has not looked at.</summary>
/// <param name="Items">The latest; see <see cref="ExportNotices.Most"/>.</param>
/// <param name="New">How many are new, those that are not among the items counted, too.</param>
public sealed record ExportNoticeList(IReadOnlyList<ExportNotice> Items, int New);
