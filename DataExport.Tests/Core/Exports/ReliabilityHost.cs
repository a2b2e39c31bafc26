using System.Text.Json;
using DataExport.Core.Database;
using DataExport.Core.Events;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Generating;
using DataExport.Core.Exports.Queue;
using DataExport.Core.Exports.Requesting;
using DataExport.Core.Exports.Storage;
using DataExport.Core.Organizations;
using DataExport.Core.Queries;
using DataExport.Core.Users;
using DataExport.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DataExport.Tests.Core.Exports;

/// <summary>Core with clocks that leap, a store that fills up, and exporters that stop at failpoints; one organization, one project.</summary>
internal sealed class ReliabilityHost : IAsyncDisposable
{
    public const string AllRows = """{"field": ["id", "timestamp", "message"], "query": ""}""";

    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;
    private int _owners;

    private ReliabilityHost((string Key, string Value)[] settings, IInterceptor[] interceptors)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value))
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Data:Directory"] = _folder.Path }).Build();
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddLogging(logging => logging.ClearProviders())
            .AddAppDatabase(configuration).AddOrganizations().AddEvents().AddQueries().AddExports()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<IArtifactStore>(provider => new FaultyStore(new FolderArtifacts(provider.GetRequiredService<DataDirectory>())));
        services.ConfigureDbContext<AppDbContext>(options => options.AddInterceptors(interceptors));
        _services = services.BuildServiceProvider();
    }

    public LeapingClock Clock { get; } = new();

    public FaultyStore Artifacts => (FaultyStore)Get<IArtifactStore>();

    public Failpoints Failpoints => Get<Failpoints>();

    public OrganizationAccess Access { get; private set; } = null!;

    public string Exports => Path.Combine(_folder.Path, "exports");

    public string DataPath => _folder.Path;

    /// <summary>Scratch files, and what is beside them.</summary>
    public string[] Scratches => [.. Directory.EnumerateFiles(Directory.CreateDirectory(Path.Combine(_folder.Path, "work")).FullName).Select(Path.GetFileName)!];

    /// <summary>Starts with events of some megabytes: a file of twelve blocks, more than are under way at once on a few cores.</summary>
    public static Task<ReliabilityHost> StartAsync(params (string Key, string Value)[] settings) => StartAsync(1200, [], settings);

    /// <summary>Starts.</summary>
    public static async Task<ReliabilityHost> StartAsync(int events, IInterceptor[] interceptors, params (string Key, string Value)[] settings)
    {
        var host = new ReliabilityHost(settings, interceptors);
        await host.Get<AppDatabase>().MigrateAsync(CancellationToken.None);
        host.Access = await host.AddOrganizationAsync("one");
        await host.AddEventsAsync(events, seed: 1);
        return host;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A new organization with an owner and a project.</summary>
    public async Task<OrganizationAccess> AddOrganizationAsync(string name)
    {
        var user = new ApplicationUser { UserName = name, NormalizedUserName = name.ToUpperInvariant(), Email = $"{name}@example.com" };
        await UseAsync(async database =>
        {
            database.Users.Add(user);
            return await database.SaveChangesAsync();
        });
        var made = Assert.IsType<CreationResult<Organization>.Created>(await Get<OrganizationCreation>().CreateAsync(name, name, user.Id, CancellationToken.None)).Value;
        var caller = new Caller(user.Id, IsInstanceAdmin: false);
        var access = (await Get<AccessRules>().FindAsync(caller, made.Id, CancellationToken.None))!;
        Assert.IsType<CreationResult<Project>.Created>(await Get<ProjectCreation>().CreateAsync(access, "shop", "shop", platform: null, CancellationToken.None));
        return (await Get<AccessRules>().FindAsync(caller, made.Id, CancellationToken.None))!;
    }

    /// <summary>Adds events of ten kilobytes each to the project; many share a time.</summary>
    public Task AddEventsAsync(int count, int seed)
    {
        var random = new Random(seed);
        var project = Access.Projects[0].Id;
        return Get<EventStore>().Writer.RunAsync(
            session => Enumerable.Range(0, count).Count(number => session.Insert(
                Sample.Event(project, Sample.Noon + random.Next(100), $"{number}, \"{Convert.ToHexString(Bytes(random))}\"\n😀", ("n", $"{number % 7}")))),
            CancellationToken.None);
    }

    /// <summary>Removes the events that came after the first so many.</summary>
    public Task RemoveEventsAfterAsync(int first) => Get<EventStore>().Writer.RunAsync(
        session =>
        {
            session.Connection.Execute($"DELETE FROM events WHERE id NOT IN (SELECT id FROM events ORDER BY id LIMIT {first})");
            return 0;
        },
        CancellationToken.None);

    /// <summary>Path of an export's scratch file.</summary>
    public string ScratchOf(Export export) => Path.Combine(_folder.Path, "work", export.Id + ".db");

    /// <summary>Requests an export that is accepted.</summary>
    public async Task<string> AcceptAsync(
        string query = AllRows, long? limit = null, string compression = "gzip", OrganizationAccess? access = null, QueryType type = QueryType.Discover)
    {
        var request = new ExportRequest
        {
            QueryType = type, QueryInfo = JsonElement.Parse(query), Limit = limit, Options = new ExportOptions { Compression = compression },
        };
        return Assert.IsType<SubmitResult.Accepted>(await Get<ExportRequests>().SubmitAsync(access ?? Access, request, CancellationToken.None)).Export.Id;
    }

    public Task<Export?> ClaimAsync() => Get<ExportQueue>().ClaimAsync($"exporter {Interlocked.Increment(ref _owners)}", CancellationToken.None);

    /// <summary>Works on a claimed export as an exporter does, with the failpoints of the configuration or others.</summary>
    public Task RunAsync(Export export, CancellationToken stopping = default, Failpoints? failpoints = null) =>
        (failpoints is null ? Get<ExportAttempt>() : With(failpoints)).RunAsync(export, new ExportClaim(export.Id, export.Attempt, export.Owner!), stopping);

    /// <summary>Claims the next export, works on it, and returns it as it is then.</summary>
    public async Task<Export> WorkAsync(CancellationToken stopping = default)
    {
        var export = await ClaimAsync();
        Assert.NotNull(export);
        await RunAsync(export, stopping, Quiet()).WaitAsync(Eventually.Deadline);
        return await FindAsync(export.Id);
    }

    /// <summary>The stored bytes of an export that nothing interrupts.</summary>
    public async Task<byte[]> WholeAsync(string query = AllRows, string compression = "gzip", QueryType type = QueryType.Discover)
    {
        await AcceptAsync(query, compression: compression, type: type);
        return Stored(await WorkAsync());
    }

    /// <summary>Works on a new export up to that block, where it is drained: it is back in the queue with a checkpoint.</summary>
    public async Task<Export> DrainAtAsync(int block, string compression = "gzip", string query = AllRows, QueryType type = QueryType.Discover)
    {
        await AcceptAsync(query, compression: compression, type: type);
        var (failpoints, export) = (Configured(Failpoints.AfterBlock, $"suspend@{block}"), (await ClaimAsync())!);
        using var stopping = new CancellationTokenSource();
        var running = RunAsync(export, stopping.Token, failpoints);
        await failpoints.SuspendedAt(Failpoints.AfterBlock).WaitAsync(Eventually.Deadline);
        await stopping.CancelAsync();
        failpoints.Release(Failpoints.AfterBlock);
        await running.WaitAsync(Eventually.Deadline);
        export = await FindAsync(export.Id);
        Assert.Equal(ExportState.Queued, export.State);
        Assert.NotNull(export.Checkpoint);
        return export;
    }

    public Task<IReadOnlyList<string>> SweepAsync() => Get<ExportSweep>().TakeBackLapsedAsync(CancellationToken.None);

    public Task<Export> FindAsync(string id) => UseAsync(database => database.Exports.AsNoTracking().SingleAsync(row => row.Id == id));

    public byte[] Stored(Export export)
    {
        Assert.True(export.State == ExportState.Completed, $"{export.State} {export.ErrorCode} {export.ErrorMessage} {export.WaitingReason}");
        return File.ReadAllBytes(Path.Combine(Exports, export.Artifact!.Key));
    }

    /// <summary>Everything that the database says about exports and mails, and every file with its content; files in the making when told.</summary>
    public async Task<string> SnapshotAsync(bool parts = false) => JsonSerializer.Serialize(new
    {
        Exports = await UseAsync(database => database.Exports.AsNoTracking().OrderBy(row => row.Sequence).ToListAsync()),
        Mails = await UseAsync(database => database.OutboxMails.AsNoTracking().OrderBy(row => row.Id).ToListAsync()),
        Files = new DirectoryInfo(Exports).GetFiles().Where(file => parts || file.Extension != ".part").OrderBy(file => file.Name)
            .Select(file => new { file.Name, Content = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file.FullName))) }),
    });

    public async Task<T> UseAsync<T>(Func<AppDbContext, Task<T>> use)
    {
        await using var database = await Get<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        return await use(database);
    }

    /// <summary>Failpoints of which one is set, or several to the same.</summary>
    public static Failpoints Configured(string names, string action, ILogger<Failpoints>? logger = null) => new(
        new ConfigurationBuilder().AddInMemoryCollection(names.Split(' ').ToDictionary(name => "Failpoints:" + name, _ => (string?)action)).Build(),
        logger ?? NullLogger<Failpoints>.Instance);

    /// <summary>Failpoints of which none is set.</summary>
    public static Failpoints Quiet() => new(new ConfigurationBuilder().Build(), NullLogger<Failpoints>.Instance);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync().AsTask().WaitAsync(Eventually.Deadline);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private ExportAttempt With(Failpoints failpoints)
    {
        var generator = ActivatorUtilities.CreateInstance<ExportGenerator>(_services, failpoints);
        return ActivatorUtilities.CreateInstance<ExportAttempt>(_services, generator, failpoints);
    }

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[5000];
        random.NextBytes(bytes);
        return bytes;
    }
}
