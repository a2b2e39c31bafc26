using System.Net.Mail;
using DataExport.Core.Mail;
using DataExport.Tests.Support;
using MailMessage = DataExport.Core.Mail.MailMessage;

namespace DataExport.Tests.Core.Mail;

/// <summary>Mails as files: RFC 5322, RFC 2045, RFC 2047.</summary>
public sealed class MimeTextTests
{
    private static readonly string[] Headers =
        ["Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"];

    [Fact]
    public void Write_Mail_HasItsHeaders()
    {
        var file = Written(Mail());

        Assert.Equal(Headers, file.Names);
        Assert.Equal("Sat, 21 Nov 2026 04:30:00 +0000", file["Date"]);
        Assert.Equal("Données <exports@example.com>", file["From"]);
        Assert.Equal("jane@example.com", file["To"]);
        Assert.Equal("Your data is ready.", file["Subject"]);
        Assert.Equal("<01.completed.7@example.com>", file["Message-ID"]);
    }

    [Theory]
    [InlineData("Your data\r\nBcc: all@example.com")]
    [InlineData("Your data\nBcc: all@example.com\n\nbody")]
    [InlineData("Your data\u2028Bcc: all@example.com")]
    [InlineData("=?utf-8?B?DQpCY2M6?=")]
    public void Write_SubjectWithALineBreak_StaysOneHeader(string subject)
    {
        var file = Written(Mail() with { Subject = subject });

        Assert.Equal(Headers, file.Names);
        Assert.Equal(subject.Replace("\r\n", "  ", StringComparison.Ordinal).Replace('\n', ' ').Replace('\u2028', ' '), file["Subject"]);
    }

    [Theory]
    [InlineData("jane@example.com\r\nBcc: all@example.com")]
    [InlineData("jane@example.com\nBcc: all@example.com")]
    [InlineData("jane@example.com, all@example.com")]
    [InlineData("")]
    public void Write_ToWhatIsNoAddress_IsRefused(string to) => Assert.Throws<MailException>(() => Written(Mail() with { To = to }));

    [Fact]
    public void Write_LongSubjectOfManyBytes_IsSplitBetweenCharacters()
    {
        var subject = string.Concat(Enumerable.Repeat("é😀", 60));

        var text = MimeText.Write(Mail() with { Subject = subject }, From());

        Assert.Equal(subject, MailFile.Parse(text)["Subject"]);
        Assert.All(text.Split("\r\n"), line => Assert.True(line.Length <= 90, line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("trailing space \nand tab\t\n\n.\n..dots\nFrom here\n")]
    [InlineData("a=b =C3 --=_01.completed.7--\n--=_01.completed.7")]
    [InlineData("é😀\u0001\u001b")]
    public void Write_AnyBody_ReadsBack(string body)
    {
        foreach (var text in new[] { body, string.Concat(Enumerable.Repeat(body, 40)) })
        {
            var written = MimeText.Write(Mail() with { Text = text, Html = "<p>" + text }, From());

            Assert.Equal(text, MailFile.Parse(written).Body("text/plain"));
            Assert.Equal("<p>" + text, MailFile.Parse(written).Body("text/html"));
            Assert.Equal(new MailText("<p>" + text, text), MimeText.Read(written));
        }
    }

    internal static MailMessage Mail() => new()
    {
        To = "jane@example.com",
        Subject = "Your data is ready.",
        Html = "<p>é</p>",
        Text = "é\n",
        Key = "01.completed.7",
        Date = new DateTimeOffset(2026, 11, 21, 4, 30, 0, TimeSpan.Zero),
    };

    private static MailAddress From() => new("exports@example.com", "Données");

    private static MailFile Written(MailMessage mail) => MailFile.Parse(MimeText.Write(mail, From()));
}
