namespace DataExport.Web.Mail;

/// <summary>Registers the mails about exports.</summary>
internal static class ExportMailServices
{
    /// <summary>Adds writing and sending them.</summary>
    public static IServiceCollection AddExportMails(this IServiceCollection services) => services
        .AddSingleton<ExportMailWriter>()
        .AddSingleton<ExportMailDelivery>();
}
