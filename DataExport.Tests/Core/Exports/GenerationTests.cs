using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DataExport.Core.Events;
using DataExport.Core.Exports;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;

namespace DataExport.Tests.Core.Exports;

/// <summary>From the request to the file on disk.</summary>
public sealed class GenerationTests
{
    internal const string All = """{"field": ["id", "timestamp", "message", "tags[k]"], "query": ""}""";

    [Fact]
    public async Task RunAsync_SeveralBlocks_GiveOneMemberWithTheRightContentAndHashes()
    {
        await using var host = await CoreHost.StartAsync();
        var access = await host.AddOrganizationAsync("one", "two");
        var events = await AddAsync(host, access, 30_000);
        await host.AcceptAsync(access, All);

        var export = await host.GenerateAsync();

        var stored = host.Stored(export);
        var content = Gzip.ReadOnlyMember(stored);
        Assert.True(content.Length > 3 << 20, "The file has several blocks.");
        var artifact = export.Artifact!;
        Assert.Equal((ExportState.Completed, 30_000, content.Length, stored.Length), (export.State, artifact.Rows, artifact.ContentBytes, artifact.StoredBytes));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), artifact.ContentSha256);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(stored)), artifact.StoredSha256);
        Assert.Equal($"Discover_2026-11-21_{export.Id[..8]}.csv", artifact.FileName);
        Assert.False(export.Truncated);
        Assert.Empty(export.Warnings);
        Assert.Equal([artifact.Key], host.Files);

        var records = CsvText.Read(Encoding.UTF8.GetString(content));
        var expected = events.Select((e, index) => (Event: e, Id: index)).OrderByDescending(row => row.Event.Timestamp).ThenByDescending(row => row.Id).Select(row => Row(row.Event));
        Assert.Equal(["id", "timestamp", "message", "tags[k]"], records[0]);
        Assert.Equal(expected, records.Skip(1).Select(record => string.Join('¦', record)));
    }

    [Fact]
    public async Task RunAsync_Twice_GivesTheSameBytes()
    {
        await using var host = await CoreHost.StartAsync();
        var access = await host.AddOrganizationAsync("one");
        await AddAsync(host, access, 12_000);

        await host.AcceptAsync(access, All);
        var first = await host.GenerateAsync();
        await host.AcceptAsync(access, All);
        var second = await host.GenerateAsync();

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(host.Stored(first), host.Stored(second));
    }

    [Fact]
    public async Task RunAsync_CompressionNone_StoresTheSameContentPlain()
    {
        await using var host = await CoreHost.StartAsync();
        var access = await host.AddOrganizationAsync("one");
        await AddAsync(host, access, 12_000);
        await host.AcceptAsync(access, All);
        await host.AcceptAsync(access, All, request => request with { Options = new ExportOptions { Compression = "none" } });

        var zipped = await host.GenerateAsync();
        var plain = await host.GenerateAsync();

        Assert.Equal(Gzip.ReadOnlyMember(host.Stored(zipped)), host.Stored(plain));
        Assert.Equal(zipped.Artifact!.ContentSha256, plain.Artifact!.ContentSha256);
        Assert.Equal(plain.Artifact.ContentSha256, plain.Artifact.StoredSha256);
        Assert.Equal(plain.Artifact.ContentBytes, plain.Artifact.StoredBytes);
        Assert.EndsWith(".csv", plain.Artifact.Key);
        Assert.EndsWith(".csv.gz", zipped.Artifact.Key);
    }

    [Fact]
    public async Task RunAsync_NoRows_GivesTheHeaderOrNothing()
    {
        await using var host = await CoreHost.StartAsync();
        var access = await host.AddOrganizationAsync("one");
        await host.AcceptAsync(access, All);
        await host.AcceptAsync(access, All, request => request with { Options = new ExportOptions { Format = "jsonl" } });

        Assert.Equal("id,timestamp,message,tags[k]\r\n", Encoding.UTF8.GetString(Gzip.ReadOnlyMember(host.Stored(await host.GenerateAsync()))));
        Assert.Empty(Gzip.ReadOnlyMember(host.Stored(await host.GenerateAsync())));
    }

    [Fact]
    public async Task RunAsync_EventsAfterTheRequest_AreNotInTheFile()
    {
        await using var host = await CoreHost.StartAsync();
        var access = await host.AddOrganizationAsync("one");
        await AddAsync(host, access, 10);
        await host.AcceptAsync(access, All);
        await AddAsync(host, access, 10);

        Assert.Equal(10, (await host.GenerateAsync()).Artifact!.Rows);
    }

    [Fact]
    public async Task RunAsync_AccessWasTakenAway_FailsWithoutAFile()
    {
        await using var host = await CoreHost.StartAsync();
        var owner = await host.AddOrganizationAsync("one");
        var member = await host.AddMemberAsync(owner.Organization.Id, OrganizationRole.Member);
        await host.AcceptAsync(await host.AccessAsync(member, owner.Organization.Id), All);
        await host.WithDatabaseAsync(async database =>
        {
            database.Memberships.RemoveRange(database.Memberships.Where(row => row.UserId == member));
            return await database.SaveChangesAsync();
        });

        var export = await host.GenerateAsync();

        Assert.Equal((ExportState.Failed, ExportErrorCode.PermissionRevoked), (export.State, export.ErrorCode));
        Assert.Empty(host.Files);
    }

    [Fact]
    public async Task RunAsync_StoppedAndGoneOnWith_GivesTheSameBytes()
    {
        await using var host = await CoreHost.StartAsync();
        var access = await host.AddOrganizationAsync("one");
        await AddAsync(host, access, 30_000);
        await host.AcceptAsync(access, All);
        var whole = await host.GenerateAsync();

        var id = (await host.AcceptAsync(access, All)).Id;
        using var stopping = new CancellationTokenSource();
        var running = host.GenerateAsync(stopping.Token);
        await Eventually.TrueAsync(() => running.IsCompleted || host.PartBytes > 0, "a block is written");
        await stopping.CancelAsync();
        await running.WaitAsync(Eventually.Deadline);
        var export = await host.FindAsync(id);
        export = export.State == ExportState.Queued ? await host.GenerateAsync() : export;

        Assert.Equal(ExportState.Completed, export.State);
        Assert.Equal(host.Stored(whole), host.Stored(export));
        Assert.Equal(2, host.Files.Length);
    }

    internal static async Task<List<NewEvent>> AddAsync(CoreHost host, OrganizationAccess access, int count)
    {
        var random = new Random(5);
        var events = Enumerable.Range(0, count).Select(number => Sample.Event(
            access.Projects[number % access.Projects.Count].Id, Sample.Noon + random.Next(5000), $"{number}, \"{new string('x', random.Next(60))}\"\n😀", ("k", $"{random.Next()}"))).ToList();
        foreach (var batch in events.Chunk(5000))
        {
            await host.AddEventsAsync(batch);
        }

        return events;
    }

    private static string Row(NewEvent e) => string.Join(
        '¦', e.EventId, DateTime.UnixEpoch.AddMicroseconds(e.Timestamp).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture), e.Message, e.Tags[0].Value);
}
