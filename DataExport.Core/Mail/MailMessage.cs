namespace DataExport.Core.Mail;

/// <summary>A mail to one person, as HTML and as text.</summary>
public sealed record MailMessage
{
    /// <summary>The address that it goes to.</summary>
    public required string To { get; init; }

    /// <summary>The subject: one line.</summary>
    public required string Subject { get; init; }

    /// <summary>The body as an HTML document.</summary>
    public required string Html { get; init; }

    /// <summary>The body as text.</summary>
    public required string Text { get; init; }

    /// <summary>The local part of its Message-ID (RFC 5322 §3.6.4): the same each time the same mail is handed over.</summary>
    public required string Key { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset Date { get; init; }
}
