using System.Text;
using DataExport.Core.Events.Importing;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;

namespace DataExport.Tests.Core.Events;

/// <summary>An undo takes back all that an import has counted, to the number.</summary>
public sealed class ImportUndoTests : IAsyncLifetime
{
    private EventStoreHome _home = null!;

    public ValueTask InitializeAsync()
    {
        _home = new EventStoreHome();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _home.DisposeAsync();

    [Theory]
    [InlineData(40)]
    [InlineData(3000)]
    public async Task Undo_Import_RestoresEveryCount(int rows)
    {
        await _home.ImportAsync(File(rows / 2, offset: 100, "shared", "kept"));
        await _home.RolledUpAsync();
        var before = Snapshot();
        var (import, _) = await _home.ImportAsync(File(rows, offset: 0, "shared", "gone"));
        await _home.RolledUpAsync();
        Assert.NotEqual(before, Snapshot());

        await UndoAsync(import!);

        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public async Task Undo_BeforeTagsWereCounted_RestoresEveryCount()
    {
        await _home.ImportAsync(File(20, offset: 100, "shared", "kept"));
        await _home.RolledUpAsync();
        var before = Snapshot();
        var (import, _) = await _home.ImportAsync(File(900, offset: 0, "shared", "gone"));

        await UndoAsync(import!);

        await _home.RolledUpAsync();
        Assert.Equal(before.Where(line => !IsTagKey(line)), Snapshot().Where(line => !IsTagKey(line)));
    }

    [Fact]
    public async Task Undo_OnlyImport_LeavesNothing()
    {
        var (import, _) = await _home.ImportAsync(File(1500, offset: 0, "a", "b"));
        await _home.RolledUpAsync();

        await UndoAsync(import!);

        Assert.Empty(Snapshot());
    }

    [Fact]
    public async Task Undo_ThenImportAgain_FindsIssuesAnew()
    {
        var (import, _) = await _home.ImportAsync(File(10, offset: 0, "a", "b"));
        await UndoAsync(import!);

        await _home.ImportAsync(File(10, offset: 0, "a", "b"));

        Assert.Equal(["10|2"], _home.Query("SELECT sum(times_seen), count(*) FROM issues"));
        Assert.Equal(["0"], _home.Query("SELECT count(*) FROM events WHERE issue_id NOT IN (SELECT id FROM issues)"));
    }

    [Fact]
    public async Task Step_EventsThatCameAfterItsPlan_AreCounted()
    {
        var (import, _) = await _home.ImportAsync(File(10, offset: 0, "a", "b"));
        await _home.RolledUpAsync();
        var plan = Plan(import!);
        await _home.ImportAsync(File(6, offset: 50, "a", "b"));
        await _home.RolledUpAsync();

        await _home.Store.Writer.RunAsync(session => new UndoStep(session, import!.Id).Run(plan), CancellationToken.None);

        Assert.Equal(["6"], _home.Query("SELECT sum(times_seen) FROM issues"));
        Assert.Equal(["6|6"], _home.Query("SELECT (SELECT sum(times_seen) FROM issue_tag_keys WHERE key = 'color'), (SELECT sum(times_seen) FROM issue_tag_values WHERE key = 'color')"));
    }

    [Fact]
    public async Task Step_IssuesThatAreGone_AreMadeAnew()
    {
        var (import, _) = await _home.ImportAsync(File(10, offset: 0, "a", "b"));
        var plan = Plan(import!);
        await _home.Store.Writer.RunAsync(session => new UndoStep(session, import!.Id).Run(plan), CancellationToken.None);

        await _home.ImportAsync(File(10, offset: 0, "a", "b"));

        Assert.Equal(["10|2"], _home.Query("SELECT sum(times_seen), count(*) FROM issues"));
    }

    [Fact]
    public async Task Undo_AnothersProject_IsNotFound()
    {
        var (import, _) = await _home.ImportAsync(File(10, offset: 0, "a", "b"));
        var stranger = EventStoreHome.Access with { Projects = [] };

        Assert.IsType<UndoResult.NotFound>(await _home.Imports.UndoAsync(stranger, EventStoreHome.ProjectId, import!.Id, CancellationToken.None));
        Assert.IsType<UndoResult.NotFound>(await _home.Imports.UndoAsync(EventStoreHome.Access, EventStoreHome.ProjectId, import.Id + 1, CancellationToken.None));
        Assert.Equal(["10"], _home.Query("SELECT count(*) FROM events"));
    }

    [Fact]
    public async Task Undo_Member_IsForbidden()
    {
        var (import, _) = await _home.ImportAsync(File(10, offset: 0, "a", "b"));
        var member = EventStoreHome.Access with { EffectiveScopes = Scopes.OfRole(OrganizationRole.Member) };

        Assert.IsType<UndoResult.Forbidden>(await _home.Imports.UndoAsync(member, EventStoreHome.ProjectId, import!.Id, CancellationToken.None));
        Assert.Null(await _home.Imports.ReceiveAsync(member, EventStoreHome.ProjectId, "x", Stream.Null, null, CancellationToken.None));
    }

    private UndoPlan Plan(Import import)
    {
        using var reader = _home.Store.OpenReader();
        return UndoPlan.Next(reader, import.Id);
    }

    private async Task UndoAsync(Import import)
    {
        var result = await _home.Imports.UndoAsync(EventStoreHome.Access, EventStoreHome.ProjectId, import.Id, CancellationToken.None);
        Assert.Equal(ImportState.Undone, Assert.IsType<UndoResult.Accepted>(result).Import.State);
        Assert.Equal(["0"], _home.Query($"SELECT count(*) FROM events WHERE import_id = {import.Id}"));
    }

    // Two issues, hours that overlap, tags that both imports share and tags of their own.
    private static byte[] File(int rows, int offset, string one, string other) => Encoding.UTF8.GetBytes(
        "timestamp,message,level,environment,color,number," + other + "\n" + string.Concat(Enumerable.Range(0, rows).Select(row =>
            $"{1_700_000_000 + ((row + offset) * 97)},{(row % 3 == 0 ? one : other)},{(row % 2 == 0 ? "error" : "info")},production,c{row % 5},{row % 700},x\n")));

    private string[] Snapshot() =>
    [
        .. _home.Query("SELECT 'issue', id, title, level, first_seen, last_seen, times_seen FROM issues ORDER BY id"),
        .. _home.Query("SELECT 'hour', * FROM project_hours ORDER BY hour"),
        .. _home.Query("SELECT 'key', * FROM issue_tag_keys ORDER BY issue_id, key"),
        .. _home.Query("SELECT 'value', * FROM issue_tag_values ORDER BY issue_id, key, value"),
        .. _home.Query("SELECT 'environment', * FROM project_environments ORDER BY name"),
        .. _home.Query("SELECT 'tag key', * FROM project_tag_keys ORDER BY key"),
    ];

    private static bool IsTagKey(string line) => line.StartsWith("tag key", StringComparison.Ordinal);
}
