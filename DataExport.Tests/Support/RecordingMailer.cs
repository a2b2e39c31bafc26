using System.Collections.Concurrent;
using DataExport.Core.Mail;

namespace DataExport.Tests.Support;

/// <summary>A mailer that keeps what it is given, and can fail first.</summary>
internal sealed class RecordingMailer : IMailer
{
    /// <summary>What was handed over.</summary>
    public ConcurrentQueue<MailMessage> Sent { get; } = new();

    /// <summary>Mails to these addresses are not taken.</summary>
    public ConcurrentDictionary<string, string> Refused { get; } = new();

    public Task SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        if (Refused.TryGetValue(message.To, out var why))
        {
            throw new MailException(why, new IOException());
        }

        Sent.Enqueue(message);
        return Task.CompletedTask;
    }

    /// <summary>What was handed over for a person.</summary>
    public MailMessage[] To(Person person) => [.. Sent.Where(mail => mail.To == person.Email)];
}
