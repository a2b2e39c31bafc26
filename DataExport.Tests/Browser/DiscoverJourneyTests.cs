using DataExport.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DataExport.Tests.Browser;

/// <summary>From looking at events to the file with all of them.</summary>
public sealed class DiscoverJourneyTests(QuietServer server, BrowserFixture browser) : BrowserTests(server, browser), IClassFixture<QuietServer>
{
    [Fact]
    public async Task Person_SearchesLooksAndExportsAll_TakesTheQueryAlong()
    {
        var home = await AddHomeAsync(120, (added, number) => added.Level = number % 2 == 0 ? "error" : "info");
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page("exports"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Discover" }).ClickAsync();
        await Expect(page.GetByText("No event matches")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "All time" }).CheckAsync();
        await Expect(page.Locator(".chart-total strong")).ToHaveTextAsync("120 events");
        await Expect(page.Locator(".data-table tbody tr")).ToHaveCountAsync(50);
        await page.GetByLabel("Search").FillAsync("level:error");
        await page.GetByLabel("Search").PressAsync("Enter");
        await Expect(page.Locator(".chart-total strong")).ToHaveTextAsync("60 events");
        await Expect(page.Locator(".data-table tbody tr").First).ToContainTextAsync("message 118");
        await page.GetByRole(AriaRole.Link, new() { Name = "Next" }).ClickAsync();
        await Expect(page.Locator(".data-table tbody tr")).ToHaveCountAsync(10);
        await page.ReloadAsync();
        await Expect(page.Locator(".data-table tbody tr").First).ToContainTextAsync("message 18");
        await page.GetByRole(AriaRole.Link, new() { Name = "Previous" }).ClickAsync();
        await Expect(page.Locator(".data-table tbody tr").First).ToContainTextAsync("message 118");
        await Accessibility.CheckAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Export all" }).ClickAsync();

        await Expect(page.GetByLabel("Search")).ToHaveValueAsync("level:error");
        await Expect(page.Locator(".preview-estimate")).ToContainTextAsync("60 rows, roughly ");
        await Expect(page.Locator(".preview-table tbody tr")).ToHaveCountAsync(20);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the export" }).ClickAsync();
        await Expect(page.GetByText("What are you doing here?")).ToBeVisibleAsync();
        await WorkAsync(() => Expect(page.GetByText("60 rows, every one of them")).ToBeVisibleAsync());
    }

    [Fact]
    public async Task Search_ThatIsWrong_IsMarkedWhereItIsUntilItIsMended()
    {
        var home = await AddHomeAsync(3);
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page("discover?statsPeriod=all"));
        await Expect(page.Locator(".chart-total strong")).ToHaveTextAsync("3 events");
        await page.GetByLabel("Search").FillAsync("level:error (");
        await page.GetByLabel("Search").PressAsync("Tab");
        await Expect(page.Locator(".query-error")).ToContainTextAsync("level:error (\n");
        await Expect(page.Locator(".data-table")).ToHaveCountAsync(0);
        await page.GetByLabel("Search").FillAsync("");
        await page.GetByLabel("Search").PressAsync("Tab");

        await Expect(page.Locator(".chart-total strong")).ToHaveTextAsync("3 events");
        await Expect(page.Locator(".query-error")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task NewExport_AsItIsPutTogether_ShowsTheFile()
    {
        var home = await AddHomeAsync(30, (added, number) => added.Message = $"=message {number}");
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page("exports/new?statsPeriod=all&field=message&sort=timestamp"));
        await Expect(page.Locator(".preview-table td").First).ToHaveTextAsync("'=message 0");
        await page.GetByLabel("Format").SelectOptionAsync("JSON Lines");
        await Expect(page.Locator(".preview-table td").First).ToHaveTextAsync("=message 0");
        await page.GetByLabel("At most so many rows").FillAsync("7");
        await page.GetByLabel("At most so many rows").PressAsync("Tab");
        await Expect(page.GetByText("The file ends after the 7 rows that you ask for; 30 match.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Environment" }).FillAsync("nowhere");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Environment" }).PressAsync("Tab");
        await Expect(page.GetByText("Environment 'nowhere' does not exist")).ToBeVisibleAsync();
        await Expect(page.GetByText("Mend what is marked")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Environment" }).FillAsync("");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Environment" }).PressAsync("Tab");

        await Expect(page.Locator(".preview-table tbody tr")).ToHaveCountAsync(7);
        await Expect(page.GetByText("Environment 'nowhere' does not exist")).ToHaveCountAsync(0);
    }
}
