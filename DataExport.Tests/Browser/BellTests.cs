using DataExport.Core.Exports;
using DataExport.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DataExport.Tests.Browser;

/// <summary>The bell in the bar at the top.</summary>
public sealed class BellTests(QuietServer server, BrowserFixture browser) : BrowserTests(server, browser), IClassFixture<QuietServer>
{
    [Fact]
    public async Task Bell_WhenAnExportFinishes_CountsUntilItIsLookedAt()
    {
        var home = await AddHomeAsync(5);
        await Server.AddExportAsync(home.Organization, home.Owner, ExportState.Failed, [home.ProjectId], export =>
        {
            ExportStates.Failed(export);
            export.Name = "broken";
        });
        var page = await OpenAsync(home.Owner);
        await page.GotoAsync(home.Page("projects"));
        await Expect(Bell(page, "Finished exports: 1 new")).ToBeVisibleAsync();
        await MarkAsync(page);

        await RequestAsync(home, "all of them");
        await WorkAsync(() => Expect(Bell(page, "Finished exports: 2 new")).ToBeVisibleAsync());
        await Bell(page, "Finished exports: 2 new").ClickAsync();
        await Expect(Bell(page, "Finished exports")).ToBeVisibleAsync();
        await Expect(page.Locator(".bell-list li")).ToHaveCountAsync(2);
        await Expect(page.Locator(".bell-list li").First).ToContainTextAsync("all of them");
        await Expect(page.Locator(".bell-list li").First).ToContainTextAsync("ready, 5 rows");
        await Expect(page.Locator(".bell-list li").Last).ToContainTextAsync("failed");
        await Expect(page.Locator(".bell-list .bell-new")).ToHaveCountAsync(2);
        await Accessibility.CheckAsync(page);
        await StayedAsync(page);
        await page.Locator(".bell-list a").First.ClickAsync();
        await Expect(page.GetByText("All done.")).ToBeVisibleAsync();

        // It is remembered for the person, not for the browser.
        var elsewhere = await OpenAsync(home.Owner);
        await elsewhere.GotoAsync(home.Page("projects"));
        await Expect(Bell(elsewhere, "Finished exports")).ToBeVisibleAsync();
    }

    private static ILocator Bell(IPage page, string label) => page.Locator($"summary[aria-label=\"{label}\"]");
}
