using DataExport.Core.Database;
using DataExport.Core.Organizations;
using DataExport.Core.Users;
using DataExport.Web.Components;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DataExport.Bench.Screens;

/// <summary>
/// The whole server in this process, so that a run can look at what goes on in it: on a free port of the loopback, with the settings of
/// production and a folder that goes with it.
/// </summary>
internal sealed class ScreenServer : WebApplicationFactory<App>
{
    /// <summary>Slug of its organization.</summary>
    public const string Organization = "bench";

    /// <summary>Address of the organization's owner.</summary>
    public const string Email = "bench@example.com";

    /// <summary>The owner's password.</summary>
    public const string Password = "correct horse battery staple";

    private readonly string _folder = Directory.CreateTempSubdirectory("dataexport-bench-").FullName;
    private readonly Dictionary<string, string> _settings;

    private ScreenServer(Dictionary<string, string> settings) => _settings = settings;

    /// <summary>Where it listens.</summary>
    public Uri Address => ClientOptions.BaseAddress;

    /// <summary>The file of people and exports.</summary>
    public string AppDatabase => Path.Combine(_folder, "app.db");

    /// <summary>Starts it; returns when it listens.</summary>
    public static ScreenServer Start(Dictionary<string, string> settings)
    {
        var server = new ScreenServer(settings);
        server.UseKestrel(0);
        server.StartServer();
        return server;
    }

    /// <summary>The owner.</summary>
    public async Task<ApplicationUser> OwnerAsync()
    {
        await using var database = await Services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        return await database.Users.AsNoTracking().SingleAsync();
    }

    /// <summary>What the owner may do.</summary>
    public async Task<OrganizationAccess> AccessAsync() =>
        (await Services.GetRequiredService<AccessRules>().FindAsync(new Caller((await OwnerAsync()).Id, true), Organization, CancellationToken.None))!;

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environments.Production);
        // The files of packages, which only a published folder has beside its own.
        builder.UseStaticWebAssets();
        var own = new Dictionary<string, string>
        {
            ["Data:Directory"] = _folder, ["Demo:Enabled"] = "false", ["RateLimit:SignInsPerMinute"] = "100000",
            ["Bootstrap:Organization"] = Organization, ["Bootstrap:AdminEmail"] = Email, ["Bootstrap:AdminPassword"] = Password,
        };
        foreach (var (key, value) in own.Concat(_settings))
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
    }
}
