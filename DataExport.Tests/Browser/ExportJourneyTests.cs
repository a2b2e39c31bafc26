using System.Net;
using DataExport.Core.Exports;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DataExport.Tests.Browser;

/// <summary>From signing in to the file on the disk.</summary>
public sealed class ExportJourneyTests(QuietServer server, BrowserFixture browser) : BrowserTests(server, browser), IClassFixture<QuietServer>
{
    private const int Rows = 500;

    [Fact]
    public async Task Person_SignsInAndExports_GetsTheFileWithoutReload()
    {
        await Server.AddEventsAsync(await AddProjectAsync(), Rows, (added, number) => added.Message = TrickyTexts.Of(number));
        var page = await OpenAsync();

        await page.GotoAsync($"/organizations/{ServerFixture.Organization}/exports?text=nothing");
        await SignInAsync(page);
        await Expect(page).ToHaveURLAsync(new Uri(Server.Address, $"/organizations/{ServerFixture.Organization}/exports?text=nothing").ToString());
        await Expect(page.GetByText("Nothing matches")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "New export" }).ClickAsync();
        await FillInAsync(page);
        await MarkAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the export" }).ClickAsync();
        await Expect(page.GetByText("What are you doing here?")).ToBeVisibleAsync();
        await Expect(page.GetByText("1st in the queue")).ToBeVisibleAsync();
        await WorkAsync(() => Expect(page.GetByText("All done.")).ToBeVisibleAsync());

        await StayedAsync(page);
        await Expect(page.GetByText($"{Rows} rows, every one of them")).ToBeVisibleAsync();
        var file = await DownloadAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Download CSV" }));
        var packed = await DownloadAsync(page, page.GetByRole(AriaRole.Link, new() { Name = ".csv.gz" }));
        Assert.Equal(TrickyTexts.SafeRows(Rows), TrickyTexts.Read(file));
        Assert.Equal(file, FileFacts.Gunzip(packed));
        Assert.Equal(await ByProgramAsync(page), file);
        await Expect(page.GetByText(FileFacts.Sha256(file))).ToBeVisibleAsync();
    }

    [Fact]
    public async Task EarlyPage_WhenTheExportCompletes_BecomesValidWithoutReload()
    {
        var home = await AddHomeAsync(Rows);
        var ahead = await RequestAsync(home, "ahead");
        var id = await RequestAsync(home with { Owner = await Server.People.AddMemberAsync(home.Organization, OrganizationRole.Owner) }, "mine");
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page($"data-export/{id}"));
        await Expect(page.GetByText("2nd in the queue")).ToBeVisibleAsync();
        await MarkAsync(page);
        await Server.Api(home.Owner.Token).PostAsync($"organizations/{home.Organization}/data-export/{ahead}/cancel/");
        await Expect(page.GetByText("1st in the queue")).ToBeVisibleAsync();
        await WorkAsync(() => Expect(page.GetByText("All done.")).ToBeVisibleAsync());

        await StayedAsync(page);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Download CSV" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task StartTheExport_DoubleClicked_MakesOneExportAndOneStepInTheHistory()
    {
        var home = await AddHomeAsync(1);
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page("exports/new"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the export" }).DblClickAsync();
        await Expect(page.GetByText("What are you doing here?")).ToBeVisibleAsync();

        Assert.Equal(1, await Server.WithDatabaseAsync(database => database.Exports.CountAsync(row => row.UserId == home.Owner.Id)));
        await page.GoBackAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "New export" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task NewExport_AfterAMistakeAndAReload_KeepsTheQueryAndPointsAtTheMistake()
    {
        var home = await AddHomeAsync(1);
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page("exports/new"));
        await page.GetByLabel("Search").FillAsync("level:error (message");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the export" }).ClickAsync();
        await Expect(page.Locator(".query-error")).ToContainTextAsync("level:error (message\n");
        await page.ReloadAsync();

        await Expect(page.GetByLabel("Search")).ToHaveValueAsync("level:error (message");
        Assert.Equal(0, await Server.WithDatabaseAsync(database => database.Exports.CountAsync(row => row.UserId == home.Owner.Id)));
    }

    [Fact]
    public async Task StartTheExport_WithAMistakeOutOfSight_ShowsIt()
    {
        var home = await AddHomeAsync(1);
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page($"exports/new?{string.Join('&', Enumerable.Range(0, 60).Select(number => $"field=k{number}"))}"));
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(new string('x', 1_000));
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the export" }).ClickAsync();
        await Expect(page.GetByText("You can export up to 50 fields at a time.")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task FailedExport_RunAgain_LeadsToANewOneThatCompletes()
    {
        var home = await AddHomeAsync(Rows);
        var id = await Server.AddExportAsync(home.Organization, home.Owner, ExportState.Failed, [home.ProjectId], ExportStates.Failed);
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page($"data-export/{id}"));
        await Expect(page.GetByText("The event store did not answer. Try again later.")).ToBeVisibleAsync();
        await Expect(page.GetByText("store_unavailable")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Run again" }).ClickAsync();
        await Expect(page.GetByText("What are you doing here?")).ToBeVisibleAsync();
        await WorkAsync(() => Expect(page.GetByText("All done.")).ToBeVisibleAsync());

        Assert.DoesNotContain(id, page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExpiredExport_StartANewDownload_LeadsToANewOneThatCompletes()
    {
        var home = await AddHomeAsync(Rows);
        var id = await Server.AddExportAsync(home.Organization, home.Owner, ExportState.Completed, [home.ProjectId], ExportStates.Expired);
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page($"data-export/{id}"));
        await Expect(page.GetByText("This is awkward.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Download CSV" })).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start a new download" }).ClickAsync();
        await Expect(page.GetByText("What are you doing here?")).ToBeVisibleAsync();
        await WorkAsync(() => Expect(page.GetByText("All done.")).ToBeVisibleAsync());

        Assert.DoesNotContain(id, page.Url, StringComparison.Ordinal);
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.GetByLabel("E-mail address").FillAsync(ServerFixture.OwnerEmail);
        await page.GetByLabel("Password").FillAsync(ServerFixture.OwnerPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    // Timestamp and message of all time.
    private static async Task FillInAsync(IPage page)
    {
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("by hand");
        // The name goes to the server with the same click, and its answer may come before that of the choice.
        var allTime = page.GetByRole(AriaRole.Radio, new() { Name = "All time" });
        await allTime.ClickAsync();
        await Expect(allTime).ToBeCheckedAsync();
        foreach (var column in new[] { "id", "level", "title", "project", "environment", "release", "user" })
        {
            await page.GetByRole(AriaRole.Button, new() { Name = $"Remove {column}", Exact = true }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = $"Add {column}", Exact = true })).ToBeVisibleAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Add message", Exact = true }).ClickAsync();
        await Expect(page.Locator(".preview-table th")).ToHaveTextAsync(["timestamp", "message"]);
        await Expect(page.Locator(".preview-table tbody tr")).ToHaveCountAsync(20);
        await Expect(page.Locator(".preview-estimate")).ToContainTextAsync($"{Rows} rows, roughly ");
    }

    private async Task<int> AddProjectAsync()
    {
        var made = await Server.Api().PostAsync($"organizations/{ServerFixture.Organization}/projects/", """{"name": "shop"}""");
        return int.Parse(made.Expect(HttpStatusCode.Created)["id"]!, System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<byte[]> ByProgramAsync(IPage page)
    {
        var id = new Uri(page.Url).Segments[^1];
        using var response = await Server.Api().RespondAsync(HttpMethod.Get, $"organizations/{ServerFixture.Organization}/data-export/{id}/download");
        return await response.Content.ReadAsByteArrayAsync();
    }
}
