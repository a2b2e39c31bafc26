namespace DataExport.Core.Mail;

/// <summary>The two bodies of a mail that was written to the folder.</summary>
/// <param name="Html">The HTML document.</param>
/// <param name="Text">The text.</param>
public sealed record MailText(string Html, string Text);
