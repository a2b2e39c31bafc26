using DataExport.Core.Mail;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Tests.Support;

/// <summary>A server without exporters, whose mails go to a <see cref="RecordingMailer"/>.</summary>
public sealed class MailServer : ServerFixture
{
    internal RecordingMailer Mailer { get; } = new();

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string> { ["Exports:Exporters"] = "0", ["App:PublicUrl"] = "https://exports.example.com/" };

    /// <inheritdoc/>
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.AddSingleton<IMailer>(Mailer));
    }
}
