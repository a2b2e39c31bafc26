namespace DataExport.Core.Mail;

/// <summary>A mail was not taken.</summary>
/// <param name="message">Why, as a sentence for the administrator.</param>
/// <param name="inner">What went wrong.</param>
public sealed class MailException(string message, Exception inner) : Exception(message, inner);
