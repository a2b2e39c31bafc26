using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Core.Database;

/// <summary>Registers the data directory and <c>app.db</c>.</summary>
public static class DatabaseServices
{
    /// <summary>Adds the context factory, the write gate and the claimed data directory.</summary>
    public static IServiceCollection AddAppDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        SqliteRuntime.Initialize();
        services.AddSingleton(_ => DataDirectory.Claim(configuration["Data:Directory"] ?? "data"));
        services.AddSingleton<AppDatabaseGate>();
        services.AddSingleton<AppDatabase>();
        services.AddDbContextFactory<AppDbContext>((provider, options) => options
            // Said here because the system's SQLite, unlike the package's, leaves foreign keys unchecked unless it is told.
            .UseSqlite(new SqliteConnectionStringBuilder { DataSource = provider.GetRequiredService<DataDirectory>().AppDatabase, ForeignKeys = true }.ToString())
            .AddInterceptors(new SqlitePragmas())
            // What belongs to a deleted organization or project is not to be found by way of it: that is what their filters are for.
            .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning)));
        return services;
    }
}
