using DataExport.Bench.Speed;
using DataExport.Core.Database;
using DataExport.Core.Demo;
using DataExport.Core.Events;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Notifying;
using DataExport.Core.Organizations;
using DataExport.Core.Queries;
using DataExport.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DataExport.Bench;

/// <summary>
/// The product without its screens, with one organization and events: in a folder of its own which is removed afterwards, or in a
/// given one which stays for the next run.
/// </summary>
internal sealed class BenchStore : IAsyncDisposable
{
    /// <summary>When the last event happens.</summary>
    public static readonly DateTime End = new(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly bool _isKept;
    private readonly string _folder;
    private readonly ServiceProvider _services;

    private BenchStore(string? folder)
    {
        _isKept = folder is not null;
        _folder = folder ?? Directory.CreateTempSubdirectory("dataexport-bench-").FullName;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Data:Directory", _folder), new("Exports:PerUser", "10000")]).Build();
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

    /// <summary>The file of the events.</summary>
    public string EventsPath => Path.Combine(_folder, "events.db");

    /// <summary>Makes the databases and the organization, or opens those that an earlier run has left in the folder.</summary>
    public static async Task<BenchStore> CreateAsync(string? folder = null)
    {
        var store = new BenchStore(folder);
        await store.Get<AppDatabase>().MigrateAsync(CancellationToken.None);
        store.Access = await store.FindOrganizationAsync() ?? await store.CreateOrganizationAsync();
        await store.RemoveLeftExportsAsync();
        return store;
    }

    /// <summary>Stores the events of the comparisons, unless an earlier run has: as many, or it is an error.</summary>
    public async Task StoreOnceAsync(int rows)
    {
        var stored = Get<EventStore>().CutOff;
        if (stored == 0)
        {
            await StoreAsync(rows, SpeedData.Widen);
        }
        else if (stored != rows)
        {
            throw new InvalidOperationException($"{_folder} holds {stored:N0} events, not {rows:N0}: give another folder, or the same number.");
        }

        await WaitForCountsAsync();
    }

    /// <summary>Returns when the tag values of all events are counted, which goes on behind and would be measured with the rest.</summary>
    public async Task WaitForCountsAsync()
    {
        while (CountedUpTo() < Get<EventStore>().CutOff)
        {
            await Task.Delay(100);
        }
    }

    /// <summary>The export once it has ended; the change feed tells, so that waiting takes nothing from what is measured.</summary>
    public async Task<Export> WaitForAsync(string id)
    {
        using var changed = new SemaphoreSlim(0);
        using var subscription = Get<ExportChanges>().Subscribe(_ => changed.Release());
        while (true)
        {
            var export = await Get<ExportCatalogue>().FindAsync(Access, id, CancellationToken.None);
            if (export is not { State: ExportState.Queued or ExportState.Generating })
            {
                return export!;
            }

            await changed.WaitAsync();
        }
    }

    /// <summary>Where the file of an export is.</summary>
    public string PathOf(Artifact artifact) => Path.Combine(_folder, "exports", artifact.Key);

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
        var left = _isKept ? Path.Combine(_folder, "exports") : _folder;
        if (Directory.Exists(left))
        {
            Directory.Delete(left, recursive: true);
        }
    }

    // A run that was killed has left its export as it was, which the same request would be answered with, and nobody works on.
    private async Task RemoveLeftExportsAsync()
    {
        await using var database = await Get<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        await database.WriteAsync(
            () => database.Exports.Where(export => export.State == ExportState.Queued || export.State == ExportState.Generating).ExecuteDeleteAsync(), CancellationToken.None);
    }

    private long CountedUpTo()
    {
        using var connection = Get<EventStore>().OpenReader();
        using var watermark = connection.Prepare("SELECT event_id FROM watermarks WHERE name = 'tag_values'");
        return watermark.Step() ? watermark.Int64(0) : 0;
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
        return (await FindOrganizationAsync())!;
    }

    private async Task<OrganizationAccess?> FindOrganizationAsync()
    {
        await using var database = await Get<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        return await database.Memberships.SingleOrDefaultAsync() is { } member
            ? await Get<AccessRules>().FindAsync(new Caller(member.UserId, false), member.OrganizationId, CancellationToken.None)
            : null;
    }
}
