using DataExport.Core.Configuration;
using DataExport.Core.Database;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace DataExport.Web.Startup;

/// <summary>What happens between building the program and its first answer.</summary>
public static class StartupServices
{
    /// <summary>Adds what a first start needs.</summary>
    public static IServiceCollection AddStartup(this IServiceCollection services) => services
        .AddSettings<AppSettings>("App")
        .AddSettings<BootstrapSettings>("Bootstrap")
        .AddSettings<DemoSettings>("Demo")
        .AddSingleton<PublicAddress>()
        .AddSingleton<BootstrapOrganization>()
        .AddSingleton<DemoOrganization>()
        .AddSingleton<FirstStart>();

    /// <summary>Checks the settings, brings the database up to date, fills a new one, and says where to go once the server listens.</summary>
    public static async Task PrepareAsync(this WebApplication app, CancellationToken cancellationToken = default)
    {
        app.Services.GetService<IStartupValidator>()?.Validate();
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("DataExport");
        var directory = app.Services.GetRequiredService<DataDirectory>();
        await app.Services.GetRequiredService<AppDatabase>().MigrateAsync(cancellationToken);
        log.DataReady(directory.Path, SqliteRuntime.Version);
        var howToSignIn = await app.Services.GetRequiredService<FirstStart>().RunAsync(cancellationToken);
        app.Lifetime.ApplicationStarted.Register(() => log.Ready(Address(app.Services), howToSignIn));
    }

    private static string Address(IServiceProvider services) =>
        services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "the configured address";
}
