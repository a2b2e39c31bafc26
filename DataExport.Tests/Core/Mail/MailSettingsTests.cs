using DataExport.Core.Configuration;
using DataExport.Core.Mail;

namespace DataExport.Tests.Core.Mail;

/// <summary>What stops the start, and what it says then.</summary>
public sealed class MailSettingsTests
{
    public static TheoryData<MailSettings, string> Wrong => new()
    {
        { new MailSettings { From = "nobody" }, "Mail:From: The sender must be an address, such as DataExport <exports@example.com>." },
        { new MailSettings { From = "a@example.com\r\nBcc: b@example.com" }, "Mail:From: The sender must be an address, such as DataExport <exports@example.com>." },
        { new MailSettings { Host = "smtp://mail.example.com" }, "Mail:Host: This must be the name or the address of a server, without a scheme or a port." },
        { new MailSettings { Host = "mail.example.com", Port = 0 }, "Mail:Port: The field Port must be between 1 and 65535." },
        { new MailSettings { Host = "mail.example.com", User = "me" }, "Mail:Password: There is a user, Mail:User, but no password." },
        { new MailSettings { Host = "mail.example.com", Password = "x" }, "Mail:User: There is a password, Mail:Password, but no user." },
        { new MailSettings { User = "me", Password = "x" }, "Mail:Host: There is a user, but Mail:Host names no server to sign in to." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_Wrong_NamesTheKey(MailSettings settings, string expected) =>
        Assert.Equal([expected], new SettingsValidator<MailSettings>("Mail").Validate(null, settings).Failures);

    [Fact]
    public void Validate_Default_IsFine() => Assert.True(new SettingsValidator<MailSettings>("Mail").Validate(null, new MailSettings()).Succeeded);

    [Theory]
    [InlineData("localhost", null, false)]
    [InlineData("127.0.0.1", null, false)]
    [InlineData("mail.example.com", null, true)]
    [InlineData("mail.example.com", false, false)]
    [InlineData("localhost", true, true)]
    public void Encrypts_UnlessTold_OnlyToOtherMachines(string host, bool? tls, bool expected) =>
        Assert.Equal(expected, new MailSettings { Host = host, Tls = tls }.Encrypts);
}
