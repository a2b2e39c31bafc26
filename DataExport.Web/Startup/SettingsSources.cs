using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace DataExport.Web.Startup;

/// <summary>Where settings come from, and where the program listens when nothing says otherwise.</summary>
public static class SettingsSources
{
    private const string DefaultUrl = "http://localhost:8080";

    /// <summary>
    /// Adds the <c>appsettings.json</c> beside the program as the first source, which every other one overrides, so that
    /// <c>dotnet run</c>, a published program and the tests' host all find it.
    /// </summary>
    public static WebApplicationBuilder AddSettingsSources(this WebApplicationBuilder builder)
    {
        builder.Configuration.Sources.Insert(0, new JsonConfigurationSource
        {
            Path = "appsettings.json",
            FileProvider = new PhysicalFileProvider(AppContext.BaseDirectory),
        });
        if (!IsAddressSet(builder.Configuration))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        // Outside Development, and not published, static files would otherwise be answered with no bytes.
        builder.WebHost.UseStaticWebAssets();
        return builder;
    }

    private static bool IsAddressSet(IConfiguration configuration) =>
        !string.IsNullOrEmpty(configuration["urls"])
        || !string.IsNullOrEmpty(configuration["HTTP_PORTS"])
        || !string.IsNullOrEmpty(configuration["HTTPS_PORTS"])
        || configuration.GetSection("Kestrel:Endpoints").Exists();
}
