using DataExport.Core.Mail;
using DataExport.Tests.Support;
using Microsoft.Extensions.Options;

namespace DataExport.Tests.Core.Mail;

/// <summary>Mails over SMTP, to a server of our own.</summary>
public sealed class SmtpMailerTests : IAsyncDisposable
{
    private readonly SmtpSink _sink = new();

    public ValueTask DisposeAsync() => _sink.DisposeAsync();

    [Fact]
    public async Task Send_Mail_ArrivesWhole()
    {
        var mail = MimeTextTests.Mail() with { Text = ".\n..dots\né😀\n", Html = "<p>" + new string('é', 2000) + "</p>" };

        await Mailer().SendAsync(mail, TestContext.Current.CancellationToken);

        var (from, to, text) = Assert.Single(_sink.Mails);
        Assert.StartsWith("MAIL FROM:<exports@example.com>", from, StringComparison.Ordinal);
        Assert.StartsWith("RCPT TO:<jane@example.com>", Assert.Single(to), StringComparison.Ordinal);
        var file = MailFile.Parse(text);
        Assert.Equal("Your data is ready.", file["Subject"]);
        Assert.Equal("<01.completed.7@example.com>", file["Message-ID"]);
        Assert.StartsWith("multipart/alternative;", file["Content-Type"], StringComparison.Ordinal);
        Assert.Equal(mail.Text, file.Body("text/plain").ReplaceLineEndings("\n"));
        Assert.Equal(mail.Html, file.Body("text/html"));
    }

    [Fact]
    public async Task Send_SubjectWithAHeaderInIt_AddsNone()
    {
        await Mailer().SendAsync(MimeTextTests.Mail() with { Subject = "Hello\r\nBcc: all@example.com" }, TestContext.Current.CancellationToken);

        var (_, to, text) = Assert.Single(_sink.Mails);
        Assert.Single(to);
        Assert.DoesNotContain("Bcc", MailFile.Parse(text).Names);
    }

    [Fact]
    public async Task Send_Refused_SaysWhatTheServerSaid()
    {
        _sink.Refusals = 1;

        var refused = await Assert.ThrowsAsync<MailException>(() => Mailer().SendAsync(MimeTextTests.Mail(), TestContext.Current.CancellationToken));

        Assert.Contains("not now", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_NoServer_IsAMailException()
    {
        await _sink.DisposeAsync();

        await Assert.ThrowsAsync<MailException>(() => Mailer().SendAsync(MimeTextTests.Mail(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Send_TlsAskedForAndNotOffered_SendsNothing()
    {
        await Assert.ThrowsAsync<MailException>(() => Mailer(tls: true).SendAsync(MimeTextTests.Mail(), TestContext.Current.CancellationToken));

        Assert.Empty(_sink.Mails);
    }

    private SmtpMailer Mailer(bool? tls = null) => new(
        Options.Create(new MailSettings { Host = "127.0.0.1", Port = _sink.Port, From = "Données <exports@example.com>", Tls = tls }), TimeProvider.System);
}
