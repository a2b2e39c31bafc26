namespace DataExport.Core.Mail;

/// <summary>Hands mails over: to a server, or to a folder.</summary>
public interface IMailer
{
    /// <summary>Hands a mail over. When it returns, somebody else is responsible for it.</summary>
    /// <exception cref="MailException">It was not taken; trying again later may help.</exception>
    Task SendAsync(MailMessage message, CancellationToken cancellationToken);
}
