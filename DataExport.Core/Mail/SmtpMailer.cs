using System.ComponentModel;
using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Microsoft.Extensions.Options;

namespace DataExport.Core.Mail;

/// <summary>Hands mails to an SMTP server, which takes the responsibility for them with its answer (RFC 5321 §6.1).</summary>
public sealed class SmtpMailer(IOptions<MailSettings> settings, TimeProvider clock) : IMailer
{
    // A server may take its time, but not for ever: the next mail waits behind this one.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public async Task SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        using var mail = Compose(message);
        using var client = Connect();
        try
        {
            await client.SendMailAsync(mail, either.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && IsOfTheServer(exception))
        {
            throw new MailException(late.IsCancellationRequested ? "The mail server took too long." : Explain(exception), exception);
        }
    }

    private SmtpClient Connect()
    {
        var server = settings.Value;
        return new SmtpClient(server.Host!, server.Port)
        {
            EnableSsl = server.Encrypts,
            UseDefaultCredentials = false,
            Credentials = string.IsNullOrEmpty(server.User) ? null : new NetworkCredential(server.User, server.Password),
        };
    }

    private System.Net.Mail.MailMessage Compose(MailMessage message)
    {
        MailAddresses.TryParse(settings.Value.From, out var from);
        var mail = new System.Net.Mail.MailMessage(from!, MailAddresses.Parse(message.To))
        {
            Subject = MimeHeaders.OneLine(message.Subject),
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        mail.Headers.Add("Message-ID", MimeHeaders.MessageId(message.Key, from!));
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.AlternateViews.Add(Part(message.Text, MediaTypeNames.Text.Plain));
        mail.AlternateViews.Add(Part(message.Html, MediaTypeNames.Text.Html));
        return mail;
    }

    private static AlternateView Part(string body, string type)
    {
        var part = AlternateView.CreateAlternateViewFromString(body, Encoding.UTF8, type);
        part.TransferEncoding = TransferEncoding.Base64;
        return part;
    }

    private static bool IsOfTheServer(Exception exception) =>
        exception is SmtpException or IOException or SocketException or AuthenticationException or Win32Exception or OperationCanceledException;

    // The outer message of an SmtpException is often only "Failure sending mail."
    private static string Explain(Exception exception) => exception.InnerException is { } inner
        ? $"{exception.Message} {inner.Message}"
        : exception.Message;
}
