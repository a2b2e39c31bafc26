using System.Globalization;
using System.Text.Json;
using DataExport.Core.Demo;
using DataExport.Core.Events;
using DataExport.Core.Exports;
using DataExport.Core.Exports.Notifying;
using DataExport.Core.Exports.Requesting;
using DataExport.Core.Organizations;
using DataExport.Core.Queries;
using DataExport.Core.Users;
using DataExport.Web.Components.Organizations;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Bench.Screens;

/// <summary>Ten exports run at once, and two hundred pages follow them: ten in Chromium, the others as far as the server renders them.</summary>
internal static class FollowersRun
{
    private const int InBrowser = 10;
    private const int Rendered = 190;
    private const int Exports = 10;
    private const int Earlier = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Runs it.</summary>
    /// <param name="rows">Events, all of which are in each export.</param>
    public static async Task<int> RunAsync(int rows)
    {
        await using var chromium = await Chromium.FindAsync();
        if (chromium is null)
        {
            return Chromium.Missing;
        }

        await using var server = ScreenServer.Start(new()
        {
            ["Exports:Exporters"] = $"{Exports}", ["Exports:RunningPerOrganization"] = $"{Exports}", ["Exports:PerUser"] = "100000", ["Ingest:TagCounts"] = "false",
        });
        await StoreAsync(server, rows);
        await ManyExports.AddAsync(server, Earlier, queued: 0);
        await using var browser = await chromium.LaunchAsync();
        var pages = new List<BrowserFollower>();
        for (var number = 0; number < InBrowser; number++)
        {
            pages.Add(await BrowserFollower.OpenAsync(browser, server));
        }

        var others = await OpenAsync(server);
        Delays.PrintLoad();
        using var published = new PublishedSteps(server.Services.GetRequiredService<ExportChanges>(), server.AppDatabase);
        await ExportAsync(server);
        await WaitAsync(published);
        Report(published.All, "pages in Chromium", await Task.WhenAll(pages.Select(page => page.ShownAsync())));
        Report(published.All, "pages as the server renders them", await Task.WhenAll(others.Select(other => other.ShownAsync(shown => shown))));
        others.ForEach(other => other.Dispose());
        return 0;
    }

    private static async Task StoreAsync(ScreenServer server, int rows)
    {
        var project = ((CreationResult<Project>.Created)await server.Services.GetRequiredService<ProjectCreation>()
            .CreateAsync(await server.AccessAsync(), "storefront", "storefront", platform: null, CancellationToken.None)).Value;
        var writer = server.Services.GetRequiredService<EventStore>().Writer;
        foreach (var batch in DemoEvents.Create(new Dictionary<string, int> { [project.Slug] = project.Id }, TimeProvider.System.GetUtcNow().UtcDateTime, rows).Chunk(1000))
        {
            await writer.RunAsync(session => batch.Count(session.Insert), CancellationToken.None);
        }
    }

    private static async Task<List<RenderedFollower>> OpenAsync(ScreenServer server)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var owner = await server.OwnerAsync();
        var person = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<ApplicationUser>>().CreateAsync(owner);
        var viewer = new Viewer(new Caller(owner.Id, owner.IsInstanceAdmin), ScreenServer.Email, TimeZoneInfo.Utc);
        var followers = new List<RenderedFollower>();
        for (var number = 0; number < Rendered; number++)
        {
            followers.Add(await RenderedFollower.OpenAsync(server, person, viewer));
        }

        return followers;
    }

    private static async Task ExportAsync(ScreenServer server)
    {
        var (requests, access) = (server.Services.GetRequiredService<ExportRequests>(), await server.AccessAsync());
        for (var number = 0; number < Exports; number++)
        {
            var query = string.Create(CultureInfo.InvariantCulture, $$"""{"field": ["id", "timestamp", "level", "title", "message", "user", "release", "tags[number{{number}}]"], "query": ""}""");
            var request = new ExportRequest { QueryType = QueryType.Discover, QueryInfo = JsonElement.Parse(query), Notify = false };
            if (await requests.SubmitAsync(access, request, CancellationToken.None) is not SubmitResult.Accepted)
            {
                throw new InvalidOperationException("An export was not accepted.");
            }
        }
    }

    // Until all have ended, and then long enough for everybody to have seen it.
    private static async Task WaitAsync(PublishedSteps published)
    {
        var started = Step.Now;
        while (published.All.Count(step => step.Phase == 2) < Exports)
        {
            await Task.Delay(250);
        }

        Delays.Print($"{Exports} exports ran for {(Step.Now - started) / 1000:N1} s, and the change feed told of {published.All.Count:N0} changes");
        await Task.Delay(Patience);
    }

    private static void Report(IReadOnlyList<Step> told, string who, ShownSteps[] followers)
    {
        Delays.Print($"{followers.Length:N0} {who}, from when a change is told until it is shown:");
        Print("progress", step => step.Phase == 1);
        Print("completed", step => step.Phase == 2);

        void Print(string what, Func<Step, bool> which)
        {
            var delays = told.Where(which).SelectMany(step => followers.Select(follower => follower.DelayOf(step))).ToList();
            Delays.Print(what, [.. delays.OfType<double>()]);
            if (delays.Contains(null))
            {
                Delays.Print($"    and {delays.Count(delay => delay is null):N0} were never shown");
            }
        }
    }
}
