using System.Globalization;

namespace DataExport.Core.Mail;

/// <summary>A mail that is owed to a person; written in the transaction that gives the reason for it.</summary>
public sealed class OutboxMail
{
    /// <summary>Key.</summary>
    public long Id { get; set; }

    /// <summary>The export that it tells of; null when it is about an account.</summary>
    public string? ExportId { get; set; }

    /// <summary>To whom; null for an invitation, which goes to an address.</summary>
    public int? UserId { get; set; }

    /// <summary>The invitation that it brings; null for another mail.</summary>
    public int? InvitationId { get; set; }

    /// <summary>What it says.</summary>
    public MailKind Kind { get; set; }

    /// <summary>Where it stands.</summary>
    public OutboxState State { get; set; }

    /// <summary>How often sending it failed.</summary>
    public int Failures { get; set; }

    /// <summary>Before when it is not to be tried, UTC.</summary>
    public DateTime NotBefore { get; set; }

    /// <summary>When it was written, UTC.</summary>
    public DateTime DateCreated { get; set; }

    /// <summary>When it was handed over, UTC; null before.</summary>
    public DateTime? DateSent { get; set; }

    /// <summary>Why the last try failed; null when none did.</summary>
    public string? Error { get; set; }

    /// <summary>
    /// The local part of its Message-ID (RFC 5322 §3.6.4): the same at each try, so that a mail that was handed over just
    /// before a crash can be told from a second one.
    /// </summary>
    public string MessageKey => ExportId is null
        ? string.Create(CultureInfo.InvariantCulture, $"{Kind.ToString().ToLowerInvariant()}.{Id}")
        : string.Create(CultureInfo.InvariantCulture, $"{ExportId}.{Kind.ToString().ToLowerInvariant()}.{UserId}");
}
