using DataExport.Core.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DataExport.Core.Mail;

/// <summary>Registers the way of mails: what is owed, and who takes it.</summary>
public static class MailServices
{
    /// <summary>Adds the outbox and the mailer: SMTP where a server is configured, else the folder.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddSettings<MailSettings>("Mail");
        services.AddSingleton<Outbox>();
        services.AddSingleton<SmtpMailer>();
        services.AddSingleton<FolderMailer>();
        services.AddSingleton<IMailer>(provider => string.IsNullOrEmpty(provider.GetRequiredService<IOptions<MailSettings>>().Value.Host)
            ? provider.GetRequiredService<FolderMailer>()
            : provider.GetRequiredService<SmtpMailer>());
        return services;
    }
}
