using System.Diagnostics;
using System.Net;
using DataExport.Tests.Support;

namespace DataExport.Tests.Api;

/// <summary><c>POST data-export/{id}/cancel/</c> and DELETE while an exporter is at work.</summary>
public sealed class CancelTests(SlowDiskServer server) : IClassFixture<SlowDiskServer>
{
    // Forty blocks: twenty seconds, were it not cancelled.
    private const int Events = 10_000;
    private static readonly string FourKilobytes = new('x', 4096);
    private static readonly TimeSpan SeenWithin = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Cancel_Generating_EndsWithinTenSecondsAndLeavesNoFile()
    {
        var (api, address, id) = await StartAsync();

        Assert.Equal("Generating", (await api.PostAsync(address + "cancel/")).Expect(HttpStatusCode.Accepted)["state"]);
        var watch = Stopwatch.StartNew();
        var ended = await Eventually.GetAsync(() => api.GetAsync(address), answer => answer["state"] is not "Generating", "the export has ended");

        Assert.Equal("Cancelled", ended["state"]);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, SeenWithin);
        await Eventually.TrueAsync(() => Files(id).Length == 0, "its files are gone");
        (await api.GetAsync(address + "download")).Expect(HttpStatusCode.Conflict);
        (await api.PostAsync(address + "cancel/")).Expect(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Delete_Generating_StopsTheExporterWithinTenSecondsAndFreesItsPlace()
    {
        var (api, address, id) = await StartAsync();

        (await api.DeleteAsync(address)).Expect(HttpStatusCode.NoContent);
        var watch = Stopwatch.StartNew();
        (await api.GetAsync(address)).Expect(HttpStatusCode.NotFound);
        await Eventually.TrueAsync(() => !IsWrittenTo(id), "nobody writes its file any more");

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, SeenWithin);
        Assert.DoesNotContain(Files(id), file => !file.EndsWith(".part", StringComparison.Ordinal));
    }

    private string[] Files(string id) => Directory.GetFiles(Path.Combine(server.DataPath, "exports"), id + "*");

    /// <summary>Whether somebody holds the part file open.</summary>
    private static bool IsWrittenTo(string id) =>
        Directory.EnumerateFiles("/proc/self/fd").Any(descriptor => TargetOf(descriptor)?.Contains(id, StringComparison.Ordinal) == true);

    private static string? TargetOf(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.FullName;
        }
        catch (FileNotFoundException)
        {
            // Closed since it was listed.
            return null;
        }
    }

    /// <summary>An export whose file is being written.</summary>
    private async Task<(ApiClient Api, string Address, string Id)> StartAsync()
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var project = await server.People.AddProjectAsync(slug, owner, "shop");
        await server.AddEventsAsync(project.Id, Events, (added, _) => added.Message = FourKilobytes);
        var api = server.Api(owner.Token);
        var made = (await api.PostAsync(
            $"organizations/{slug}/data-export/", """{"query_type": "Discover", "query_info": {"field": ["timestamp", "message"], "query": ""}}"""))
            .Expect(HttpStatusCode.Created);
        await Eventually.TrueAsync(() => Files(made["id"]!).Any(file => new FileInfo(file).Length > 100), "its file is being written");
        return (api, $"organizations/{slug}/data-export/{made["id"]}/", made["id"]!);
    }
}
