using System.Text.Json;
using DataExport.Core.Administration;
using DataExport.Core.Database;
using DataExport.Core.Deletion;
using DataExport.Core.Events;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Generating;
using DataExport.Core.Exports.Queue;
using DataExport.Core.Exports.Requesting;
using DataExport.Core.Mail;
using DataExport.Core.Organizations;
using DataExport.Core.Queries;
using DataExport.Core.Users;
using DataExport.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DataExport.Tests.Core;

/// <summary>The services of Core on databases of their own, without a server and without exporters that run by themselves.</summary>
internal sealed class CoreHost : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;
    private int _last;

    private CoreHost(Dictionary<string, string?> settings)
    {
        settings["Data:Directory"] = _folder.Path;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        _services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddLogging(logging => logging.ClearProviders())
            .AddAppDatabase(configuration).AddOrganizations().AddEvents().AddQueries().AddMail().AddExports().AddAdministration().AddDeletion()
            .ConfigureDbContext<AppDbContext>(options => options.AddInterceptors(Questions))
            .AddSingleton<TimeProvider>(Clock)
            .BuildServiceProvider();
    }

    public FakeClock Clock { get; } = new();

    public RecordedQuestions Questions { get; } = new();

    public EventStore Store => Get<EventStore>();

    public ExportQueue Queue => Get<ExportQueue>();

    public ExportClaims Claims => Get<ExportClaims>();

    /// <summary>Everything that stands in the folder of artifacts.</summary>
    public string[] Files => [.. Directory.GetFiles(Path.Combine(_folder.Path, "exports")).Select(file => Path.GetFileName(file)!).Order()];

    /// <summary>How much of files that are not finished stands on disk.</summary>
    public long PartBytes => new DirectoryInfo(Path.Combine(_folder.Path, "exports")).GetFiles("*.part").Sum(file => file.Length);

    public static async Task<CoreHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var host = new CoreHost(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
        await host.Get<AppDatabase>().MigrateAsync(CancellationToken.None);
        _ = host.Store;
        return host;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A new person.</summary>
    public async Task<int> AddPersonAsync()
    {
        var name = $"person{++_last}@example.com";
        return await WithDatabaseAsync(async database =>
        {
            var user = new ApplicationUser { UserName = name, NormalizedUserName = name.ToUpperInvariant(), Email = name };
            database.Users.Add(user);
            await database.SaveChangesAsync();
            return user.Id;
        });
    }

    /// <summary>A new organization with an owner and projects, and what the owner may do there.</summary>
    public async Task<OrganizationAccess> AddOrganizationAsync(params string[] projects)
    {
        var owner = await AddPersonAsync();
        var made = await Get<OrganizationCreation>().CreateAsync($"Organization {++_last}", null, owner, CancellationToken.None);
        var organization = Assert.IsType<CreationResult<Organization>.Created>(made).Value;
        foreach (var project in projects)
        {
            Assert.IsType<CreationResult<Project>.Created>(
                await Get<ProjectCreation>().CreateAsync(await AccessAsync(owner, organization.Id), project, project, null, CancellationToken.None));
        }

        return await AccessAsync(owner, organization.Id);
    }

    /// <summary>A new member of an organization, in the team that everybody is in or in none.</summary>
    public async Task<int> AddMemberAsync(int organization, OrganizationRole role, bool everybody = true)
    {
        var person = await AddPersonAsync();
        return await WithDatabaseAsync(async database =>
        {
            var row = await database.Organizations.Include(found => found.Teams).SingleAsync(found => found.Id == organization);
            var membership = new Membership { OrganizationId = organization, UserId = person, Role = role };
            row.Memberships.Add(membership);
            if (everybody)
            {
                row.Teams.Single(team => team.Everybody).Members.Add(membership);
            }

            await database.SaveChangesAsync();
            return person;
        });
    }

    /// <summary>What a person may do in an organization now.</summary>
    public async Task<OrganizationAccess> AccessAsync(int person, int organization, bool admin = false) =>
        (await Get<AccessRules>().FindAsync(new Caller(person, admin), organization, CancellationToken.None))!;

    public Task AddEventsAsync(params IEnumerable<NewEvent> events) =>
        Store.Writer.RunAsync(session => events.Count(session.Insert), CancellationToken.None);

    public static ExportRequest Request(string queryInfo, Func<ExportRequest, ExportRequest>? change = null)
    {
        var request = new ExportRequest { QueryType = QueryType.Discover, QueryInfo = JsonElement.Parse(queryInfo) };
        return change?.Invoke(request) ?? request;
    }

    public Task<SubmitResult> SubmitAsync(OrganizationAccess access, ExportRequest request) =>
        Get<ExportRequests>().SubmitAsync(access, request, CancellationToken.None);

    /// <summary>Requests an export that has to be accepted.</summary>
    public async Task<Export> AcceptAsync(OrganizationAccess access, string queryInfo, Func<ExportRequest, ExportRequest>? change = null) =>
        Assert.IsType<SubmitResult.Accepted>(await SubmitAsync(access, Request(queryInfo, change))).Export;

    /// <summary>Claims the next export and makes its file, as an exporter does.</summary>
    public async Task<Export> GenerateAsync(CancellationToken stopping = default)
    {
        var export = (await Queue.ClaimAsync("exporter", CancellationToken.None))!;
        await Get<ExportAttempt>().RunAsync(export, new ExportClaim(export.Id, export.Attempt, "exporter"), stopping);
        return await FindAsync(export.Id);
    }

    public Task<Export> FindAsync(string id) => WithDatabaseAsync(database => database.Exports.Include(row => row.Projects).SingleAsync(row => row.Id == id));

    /// <summary>An artifact as it is stored.</summary>
    public byte[] Stored(Export export) => File.ReadAllBytes(Path.Combine(_folder.Path, "exports", export.Artifact!.Key));

    public async Task<T> WithDatabaseAsync<T>(Func<AppDbContext, Task<T>> use)
    {
        await using var database = await Get<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        return await use(database);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync().AsTask().WaitAsync(Eventually.Deadline);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
