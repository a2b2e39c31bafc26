using DataExport.Core.Database;
using DataExport.Core.Demo;
using DataExport.Core.Events;
using DataExport.Core.Exports;
using DataExport.Core.Organizations;
using DataExport.Core.Queries;
using DataExport.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DataExport.Bench;

/// <summary>The product without its screens, in a folder of its own which is removed afterwards, with one organization and events.</summary>
internal sealed class BenchStore : IAsyncDisposable
{
    private static readonly DateTime End = new(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly string _folder = Directory.CreateTempSubdirectory("dataexport-bench-").FullName;
    private readonly ServiceProvider _services;

    private BenchStore()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Data:Directory", _folder)]).Build();
        _services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddConsole())
            .AddAppDatabase(configuration).AddOrganizations().AddEvents().AddQueries().AddExports()
            .BuildServiceProvider();
    }

    /// <summary>What the organization's owner may do.</summary>
    public OrganizationAccess Access { get; private set; } = null!;

    /// <summary>The ids of the projects by their slugs.</summary>
    public Dictionary<string, int> Projects => Access.Projects.ToDictionary(project => project.Slug, project => project.Id);

    /// <summary>Makes the databases and the organization.</summary>
    public static async Task<BenchStore> CreateAsync()
    {
        var store = new BenchStore();
        await store.Get<AppDatabase>().MigrateAsync(CancellationToken.None);
        store.Access = await store.CreateOrganizationAsync();
        return store;
    }

    /// <summary>A service of the product.</summary>
    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Stores events such as those of the demo, and changes some on the way.</summary>
    public async Task StoreAsync(int rows, Action<NewEvent, int>? change = null)
    {
        var writer = Get<EventStore>().Writer;
        var number = 0;
        foreach (var batch in DemoEvents.Create(Projects, End, rows).Chunk(1000))
        {
            foreach (var made in batch)
            {
                change?.Invoke(made, number++);
            }

            await writer.RunAsync(session => batch.Count(session.Insert), CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<OrganizationAccess> CreateOrganizationAsync()
    {
        var organization = new Organization { Slug = "bench", Name = "Bench" };
        var user = new ApplicationUser { UserName = "bench@example.com", Email = "bench@example.com" };
        organization.Projects.AddRange(from slug in new[] { "storefront", "checkout-api", "mobile-app" } select new Project { Slug = slug, Name = slug });
        organization.Memberships.Add(new Membership { User = user, Role = OrganizationRole.Owner });
        await using var database = await Get<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        database.Organizations.Add(organization);
        await database.SaveChangesAsync();
        return (await Get<AccessRules>().FindAsync(new Caller(user.Id, false), organization.Id, CancellationToken.None))!;
    }
}
