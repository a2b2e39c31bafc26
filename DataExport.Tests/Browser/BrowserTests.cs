using System.Text.RegularExpressions;
using DataExport.Core.Events;
using DataExport.Core.Exports.Generating;
using DataExport.Core.Exports.Queue;
using DataExport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace DataExport.Tests.Browser;

/// <summary>
/// What tests in Chromium share. The server has no exporters: a test decides when one works. Each test fails, too, when
/// something happened on one of its pages that must never happen there: see <see cref="PageGuard"/>.
/// </summary>
public abstract partial class BrowserTests(QuietServer server, BrowserFixture browser) : IAsyncLifetime
{
    private readonly List<OpenBrowser> _opened = [];

    /// <summary>The server, which only the tests of one class use.</summary>
    protected QuietServer Server => server;

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var opened in _opened)
        {
            await opened.Page.Context.CloseAsync().WaitAsync(Eventually.Deadline);
        }

        foreach (var opened in _opened)
        {
            opened.Guard.Verify();
        }
    }

    /// <summary>A page in which nobody is signed in.</summary>
    private protected async Task<IPage> OpenAsync() => Watched(await OpenBrowser.AsStrangerAsync(browser, server));

    /// <summary>A page in which the person is signed in.</summary>
    private protected async Task<IPage> OpenAsync(Person person) => Watched(await OpenBrowser.AsAsync(browser, server, person));

    /// <summary>Lets what contains this text pass on every page of the test.</summary>
    private protected void Allow(string part) => _opened.ForEach(opened => opened.Guard.Allow(part));

    /// <summary>An organization with a project of that many events.</summary>
    private protected async Task<Home> AddHomeAsync(int events, Action<NewEvent, int>? change = null)
    {
        var (slug, owner) = await server.People.AddOrganizationAsync();
        var project = await server.People.AddProjectAsync(slug, owner, "shop");
        await server.AddEventsAsync(project.Id, events, change);
        return new Home(slug, owner, project.Id);
    }

    /// <summary>Asks for an export of all events of somebody's organization by program; returns its id.</summary>
    private protected async Task<string> RequestAsync(Home home, string name)
    {
        var made = await server.Api(home.Owner.Token).PostAsync(
            $"organizations/{home.Organization}/data-export/",
            $$"""{"query_type": "Discover", "query_info": {"field": ["timestamp", "message"], "query": ""}, "name": "{{name}}"}""");
        return made.Expect(System.Net.HttpStatusCode.Created)["id"]!;
    }

    /// <summary>Lets one exporter work until something has come.</summary>
    protected async Task WorkAsync(Func<Task> until)
    {
        using var stop = new CancellationTokenSource();
        var work = server.Services.GetRequiredService<Exporter>().RunAsync("test", stop.Token);
        try
        {
            await until();
        }
        finally
        {
            // Also after a failure: it would claim what the next test asks for. It returns when it is stopped right after an
            // export, and is cancelled while it waits for the next one.
            await stop.CancelAsync();
            await work.WaitAsync(Eventually.Deadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        Assert.True(work.IsCompleted, "The exporter does not stop.");
        Assert.False(work.IsFaulted, $"The exporter failed: {work.Exception}");
    }

    /// <summary>Claims an export as an exporter would, and those before it, for which nobody waits any more.</summary>
    private protected async Task<ExportClaim> ClaimAsync(string id)
    {
        while (await server.Services.GetRequiredService<ExportQueue>().ClaimAsync("test", CancellationToken.None) is { } export)
        {
            if (export.Id == id)
            {
                return new ExportClaim(id, export.Attempt, "test");
            }
        }

        throw new InvalidOperationException("The export is not in the queue.");
    }

    /// <summary>Notes the progress of an export as its exporter would.</summary>
    private protected async Task BeatAsync(ExportClaim claim, long rows, long expected)
    {
        var progress = new GenerationProgress();
        progress.Expect(expected);
        progress.Report(rows, rows);
        await server.Services.GetRequiredService<ExportClaims>().HeartbeatAsync(claim, progress, CancellationToken.None);
    }

    /// <summary>Makes a mark that a reload would wipe away.</summary>
    protected static Task MarkAsync(IPage page) => page.EvaluateAsync("() => { window.stayed = true; }").WaitAsync(Eventually.Deadline);

    /// <summary>Fails when the page was loaded anew since it was marked.</summary>
    protected static async Task StayedAsync(IPage page) => Assert.True(
        await page.EvaluateAsync<bool>("() => window.stayed === true").WaitAsync(Eventually.Deadline), "The page was loaded anew.");

    /// <summary>The address of this server in a mail to somebody, once it has been sent.</summary>
    /// <param name="kind">Part of the names of such mails.</param>
    /// <param name="email">To whom.</param>
    protected async Task<string> MailedLinkAsync(string kind, string email)
    {
        var folder = Path.Combine(server.DataPath, "mail");
        var mail = await Eventually.GetAsync(() => FindMailAsync(folder, kind, email), found => found is not null, $"a mail \"{kind}\" to {email} is sent");
        return Link().Match(mail!.Body("text/plain")).Value;
    }

    private static async Task<MailFile?> FindMailAsync(string folder, string kind, string email)
    {
        foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, $"*{kind}*.eml") : [])
        {
            var found = MailFile.Parse(await File.ReadAllTextAsync(file));
            if (found["To"] == email)
            {
                return found;
            }
        }

        return null;
    }

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Link();

    /// <summary>What a click brings down.</summary>
    protected static async Task<byte[]> DownloadAsync(IPage page, ILocator link)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        return await File.ReadAllBytesAsync(await download.PathAsync().WaitAsync(Eventually.Deadline));
    }

    /// <summary>Chooses a file to import, once the field listens, which no person is too fast for.</summary>
    protected static async Task ChooseFileAsync(IPage page, FilePayload file)
    {
        var field = page.GetByLabel("File", new() { Exact = true });
        await field.WaitForAsync();
        await page.WaitForFunctionAsync("() => document.getElementById('import-file')?._blazorInputFileNextFileId !== undefined");
        await field.SetInputFilesAsync(file);
    }

    private IPage Watched(OpenBrowser opened)
    {
        _opened.Add(opened);
        return opened.Page;
    }

    /// <summary>An organization with a project.</summary>
    private protected sealed record Home(string Organization, Person Owner, int ProjectId)
    {
        /// <summary>Address of one of its pages.</summary>
        public string Page(string page) => $"/organizations/{Organization}/{page}";
    }
}
