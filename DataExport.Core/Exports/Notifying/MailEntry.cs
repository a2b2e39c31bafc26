using DataExport.Core.Mail;

namespace DataExport.Core.Exports.Notifying;

/// <summary>A mail of the outbox, as administrators see it.</summary>
/// <param name="Mail">The mail.</param>
/// <param name="To">The address; null when the person, or the invitation, is gone.</param>
/// <param name="ExportName">The export's name; null when it is gone, or there is none.</param>
/// <param name="Organization">Slug of the export's organization; null when the export is gone.</param>
public sealed record MailEntry(OutboxMail Mail, string? To, string? ExportName, string? Organization);
