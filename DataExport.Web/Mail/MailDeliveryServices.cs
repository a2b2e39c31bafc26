namespace DataExport.Web.Mail;

/// <summary>Registers the mails.</summary>
internal static class MailDeliveryServices
{
    /// <summary>Adds writing and sending them.</summary>
    public static IServiceCollection AddMailDelivery(this IServiceCollection services) => services
        .AddSingleton<MailRenderer>()
        .AddSingleton<ExportMailWriter>()
        .AddSingleton<AccountMailWriter>()
        .AddSingleton<MailDelivery>();
}
