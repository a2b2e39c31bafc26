using DataExport.Core.Exports;
using DataExport.Core.Exports.Queue;
using DataExport.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DataExport.Tests.Browser;

/// <summary>The page My Exports, open while things happen.</summary>
public sealed class MyExportsTests(QuietServer server, BrowserFixture browser) : BrowserTests(server, browser), IClassFixture<QuietServer>
{
    private const string LongName =
        "a-very-long-name-without-any-place-to-break-it-a-very-long-name-without-any-place-to-break-it-a-very-long-name-without-any-place-to-break-it";

    [Fact]
    public async Task List_WhileExportsComeAndGoOn_FollowsWithoutReload()
    {
        var home = await AddHomeAsync(500);
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page("exports"));
        await Expect(page.GetByText("No exports yet")).ToBeVisibleAsync();
        await MarkAsync(page);
        var id = await RequestAsync(home, "new one");
        await Expect(Row(page)).ToContainTextAsync("in the queue");
        var claim = await ClaimAsync(id);
        await Expect(Row(page)).ToContainTextAsync("Generating");
        await BeatAsync(claim, 1_204, 3_100);
        await Expect(Row(page)).ToContainTextAsync("1,204 of 3,100 rows");
        await Expect(Row(page).GetByRole(AriaRole.Progressbar)).ToHaveAttributeAsync("aria-valuenow", "38");
        await Server.Services.GetRequiredService<ExportClaims>().GiveBackAsync(claim, _ => { }, CancellationToken.None);
        await WorkAsync(() => Expect(Row(page).GetByText("Completed")).ToBeVisibleAsync());

        await StayedAsync(page);
        var file = await DownloadAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Download new one" }));
        Assert.Equal(501, TrickyTexts.Read(file).Count);
    }

    [Fact]
    public async Task Cancel_OfAQueuedExport_EndsItAtOnce()
    {
        var home = await AddHomeAsync(1);
        await RequestAsync(home, "not wanted");
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page("exports"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel not wanted" }).ClickAsync();

        await Expect(Row(page).GetByText("Cancelled")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Cancel not wanted" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Cancel_OfAGeneratingExport_SaysSoUntilItsExporterHasSeenIt()
    {
        var home = await AddHomeAsync(1);
        var claim = await ClaimAsync(await RequestAsync(home, "under way"));
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page($"data-export/{claim.ExportId}"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Cancelling…" })).ToBeDisabledAsync();
        await Server.Services.GetRequiredService<ExportClaims>().CancelAsync(claim, CancellationToken.None);

        await Expect(page.GetByText("Cancelled.", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Cancel_OfAnExportThatHasComeFar_AsksFirst()
    {
        var home = await AddHomeAsync(1);
        var claim = await ClaimAsync(await RequestAsync(home, "long one"));
        await BeatAsync(claim, 1_204_000, 3_100_000);
        var started = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-5);
        await Server.WithDatabaseAsync(database => database.WriteAsync(
            () => database.Exports.Where(row => row.Id == claim.ExportId).ExecuteUpdateAsync(set => set.SetProperty(row => row.DateStarted, started)), CancellationToken.None));
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page("exports"));
        await Expect(Row(page)).ToContainTextAsync("rows/s");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel long one" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alertdialog)).ToContainTextAsync("“long one” has 1,204,000 rows already; they will be thrown away.");
        await page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Let it go on" }).ClickAsync();
        Assert.False(await Server.WithDatabaseAsync(database => database.Exports.Where(row => row.Id == claim.ExportId).Select(row => row.CancelRequested).SingleAsync()));
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel long one" }).ClickAsync();
        await page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Cancel the export" }).ClickAsync();

        await Expect(Row(page)).ToContainTextAsync("Cancelling…");
    }

    [Fact]
    public async Task Delete_AsksFirst_AndThenTheExportIsGone()
    {
        var home = await AddHomeAsync(1);
        var id = await Server.AddExportAsync(home.Organization, home.Owner, ExportState.Cancelled, change: export => export.Name = "old");
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page("exports"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete old" }).EvaluateAsync("button => { button.click(); button.click(); }");
        await page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Keep it" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alertdialog)).ToHaveCountAsync(0);
        await Expect(Row(page)).ToContainTextAsync("old");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete old" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alertdialog)).ToContainTextAsync("“old” and its file will be gone for good.");
        await page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();

        await Expect(page.GetByText("No exports yet")).ToBeVisibleAsync();
        Assert.False(await Server.WithDatabaseAsync(database => database.Exports.AnyAsync(row => row.Id == id)));
    }

    [Fact]
    public async Task Delete_ByAKeyThatIsHeld_WaitsForAnAnswer()
    {
        var home = await AddHomeAsync(0);
        await Server.AddExportAsync(home.Organization, home.Owner, ExportState.Cancelled);
        var page = await OpenAsync(home.Owner);
        await page.GotoAsync(home.Page("exports"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete errors of the week" }).FocusAsync();

        await page.Keyboard.DownAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Delete" })).ToBeFocusedAsync();
        await page.Keyboard.DownAsync("Enter");
        await page.Keyboard.UpAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");

        // What the server was told before came to pass before this page is loaded.
        await Expect(page.GetByRole(AriaRole.Alertdialog)).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await Expect(Row(page)).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task TwoTabs_WhenOneDeletes_TheOtherFollows()
    {
        var home = await AddHomeAsync(1);
        var id = await Server.AddExportAsync(home.Organization, home.Owner, ExportState.Cancelled, change: export => export.Name = "old");
        var page = await OpenAsync(home.Owner);
        var other = await page.Context.NewPageAsync();

        await page.GotoAsync(home.Page("exports"));
        await other.GotoAsync(home.Page("exports"));
        await Expect(Row(other)).ToContainTextAsync("old");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete old" }).ClickAsync();
        await page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();

        await Expect(other.GetByText("No exports yet")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Filters_AreInTheAddress_AndTheBackButtonTakesThemBack()
    {
        var home = await AddHomeAsync(1);
        var other = await Server.People.AddMemberAsync(home.Organization, DataExport.Core.Organizations.OrganizationRole.Owner);
        await Server.AddExportAsync(home.Organization, home.Owner, ExportState.Cancelled, change: export => export.Name = "mine");
        await Server.AddExportAsync(home.Organization, other, ExportState.Failed, [home.ProjectId], ExportStates.Failed);
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page("exports"));
        await Expect(Row(page)).ToHaveCountAsync(1);
        await page.GetByLabel("Whose exports").SelectOptionAsync("Everyone's");
        await Expect(Row(page)).ToHaveCountAsync(2);
        await Expect(Row(page).First).ToContainTextAsync(other.Email);
        await page.GetByLabel("State", new() { Exact = true }).SelectOptionAsync("Failed");
        await Expect(Row(page)).ToHaveCountAsync(1);
        await page.GetByLabel("Find by name").FillAsync("nothing of the kind");
        await page.GetByLabel("Find by name").PressAsync("Enter");
        await Expect(page.GetByText("Nothing matches")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(page.GetByLabel("State", new() { Exact = true })).ToHaveValueAsync("failed");
        await page.GoBackAsync();
        await Expect(page.GetByLabel("Find by name")).ToHaveValueAsync("");
        await Expect(Row(page)).ToHaveCountAsync(1);
        await page.GoBackAsync();
        await Expect(page.GetByLabel("State", new() { Exact = true })).ToHaveValueAsync("");
        await Expect(Row(page)).ToHaveCountAsync(2);
        await page.GoBackAsync();

        await Expect(page.GetByLabel("Whose exports")).ToHaveValueAsync("");
        await Expect(Row(page)).ToHaveCountAsync(1);
    }

    [Theory]
    [InlineData("<img src=x onerror=alert(1)><b>bold</b>", "<img src=x onerror=alert(1)><b>bold</b>")]
    [InlineData("🚀 \u202eevil\u202c مرحبا 日本語", "🚀 evil مرحبا 日本語")]
    [InlineData(LongName, LongName)]
    public async Task Name_OfAnyKind_IsShownAndBreaksNothing(string name, string shown)
    {
        var home = await AddHomeAsync(1);
        await Server.AddExportAsync(home.Organization, home.Owner, ExportState.Cancelled, change: export => export.Name = name);
        var page = await OpenAsync(home.Owner);
        await page.SetViewportSizeAsync(390, 844);

        await page.GotoAsync(home.Page("exports"));
        await Expect(page.Locator(".name-link")).ToHaveTextAsync(shown);

        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "The page is wider than the screen.");
    }

    private static ILocator Row(IPage page) => page.Locator("tbody tr");
}
