using DataExport.Core.Database;
using DataExport.Core.Events;
using DataExport.Core.Events.Importing;
using DataExport.Core.Organizations;
using Microsoft.Extensions.Logging.Abstractions;

namespace DataExport.Tests.Support;

/// <summary>An event store with the import of files, in a folder of its own that goes with it; it can be stopped and opened again.</summary>
internal sealed class EventStoreHome : IAsyncDisposable
{
    public const int ProjectId = 7;

    private readonly string _path = Directory.CreateTempSubdirectory("dataexport-events-").FullName;
    private DataDirectory _directory = null!;
    private EventWriter _writer = null!;

    public EventStoreHome() => Open();

    public static OrganizationAccess Access { get; } = new(
        new Caller(1, IsInstanceAdmin: false),
        new Organization { Id = 1, Slug = "acme", Name = "Acme" },
        OrganizationRole.Owner,
        [new Project { Id = ProjectId, OrganizationId = 1, Slug = "logs", Name = "logs" }],
        Scopes.OfRole(OrganizationRole.Owner));

    public EventStore Store { get; private set; } = null!;

    public ImportSpool Spool { get; private set; } = null!;

    public ImportRunner Runner { get; private set; } = null!;

    public Imports Imports { get; private set; } = null!;

    /// <summary>Files that lie in the spool.</summary>
    public string[] Spooled => [.. Directory.EnumerateFiles(_directory.Folder("imports")).Select(Path.GetFileName)!];

    /// <summary>Takes a file in.</summary>
    public async Task<ImportDraft> ReceiveAsync(byte[] file) =>
        (await Imports.ReceiveAsync(Access, ProjectId, "file.csv", new MemoryStream(file), progress: null, CancellationToken.None))!;

    /// <summary>Imports a file to its end; null, with what is wrong, when it is refused.</summary>
    public async Task<(Import? Import, IReadOnlyList<ImportProblem> Problems)> ImportAsync(byte[] file, string? mapping = null)
    {
        using var draft = await ReceiveAsync(file);
        var parsed = Assert.IsType<MappingResult.Valid>(ImportMapping.Parse(mapping)).Mapping;
        return await Imports.StartAsync(draft, parsed, CancellationToken.None) switch
        {
            StartResult.Started(var id) => (await Imports.FinishAsync(id), []),
            StartResult.Refused(var problems) => (null, problems),
            _ => throw new InvalidOperationException(),
        };
    }

    /// <summary>The rows of a query, cells joined by a bar, null as a dash.</summary>
    public string[] Query(string sql)
    {
        using var reader = Store.OpenReader();
        using var statement = reader.Prepare(sql);
        var rows = new List<string>();
        while (statement.Step())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, statement.ColumnCount).Select(column => statement.Text(column) ?? "-")));
        }

        return [.. rows];
    }

    /// <summary>Waits until the counts of tags are up to date.</summary>
    public Task RolledUpAsync() => Eventually.TrueAsync(
        () => Query("SELECT event_id >= (SELECT coalesce(max(id), 0) FROM events) FROM watermarks") is ["1"], "the counts of tags are up to date");

    /// <summary>Closes the store and opens it again, as a restart does.</summary>
    public async Task RestartAsync()
    {
        await CloseAsync();
        Open();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(_path, recursive: true);
    }

    private void Open()
    {
        _directory = DataDirectory.Claim(_path);
        var database = new EventDatabase(_directory);
        _writer = new EventWriter(database, NullLogger<EventWriter>.Instance);
        Store = new EventStore(database, _writer);
        Spool = new ImportSpool(_directory);
        Runner = new ImportRunner(Store, Spool, TimeProvider.System, NullLogger<ImportRunner>.Instance);
        Imports = new Imports(Store, Spool, Runner, TimeProvider.System);
    }

    private async Task CloseAsync()
    {
        await Runner.DisposeAsync().AsTask().WaitAsync(Eventually.Deadline);
        await _writer.DisposeAsync().AsTask().WaitAsync(Eventually.Deadline);
        _directory.Dispose();
    }
}
