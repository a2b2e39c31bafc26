using DataExport.Tests.Support;
using Microsoft.EntityFrameworkCore;
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
        await Expect(page.Locator(".preview-estimate")).ToContainTextAsync("60 rows, less than 0.01 MB");
        await Expect(page.Locator(".preview-table tbody tr")).ToHaveCountAsync(20);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the export" }).ClickAsync();
        await Expect(page.GetByText("What are you doing here?")).ToBeVisibleAsync();
        await WorkAsync(() => Expect(page.GetByText("60 rows, every one of them")).ToBeVisibleAsync());
    }

    [Fact]
    public async Task Row_OfATable_LeadsToItsEventAndToItsJson()
    {
        var home = await AddHomeAsync(3, (added, number) =>
        {
            added.Tags.Add(new("my key", $"value {number}"));
            added.Contexts = """{"os": {"name": "<b>Linux</b>"}}""";
        });
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page("discover?statsPeriod=all&field=message&field=level"));
        await page.GetByRole(AriaRole.Link, new() { Name = "message 1" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("message 1");
        await page.GetByText("Contexts").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Contexts" })).ToContainTextAsync("\"name\": \"<b>Linux</b>\"");
        await Accessibility.CheckAsync(page);
        var json = System.Text.Json.JsonDocument.Parse(await DownloadAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Download JSON" })));
        Assert.Equal("message 1", json.RootElement.GetProperty("message").GetString());
        Assert.EndsWith(json.RootElement.GetProperty("id").GetString()!, page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new() { Name = "value 1" }).ClickAsync();
        await Expect(page.GetByLabel("Search")).ToHaveValueAsync("\"my key\":\"value 1\"");
        await page.GoBackAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "SHOP-1" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Event " }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("message 2");
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
    public async Task ExportToCsv_OfTheSearch_IsDisabledUntilItIsDoneOrTheSearchIsAnother()
    {
        var home = await AddHomeAsync(4, (added, number) => added.Level = number < 3 ? "error" : "info");
        var page = await OpenAsync(home.Owner);
        var button = page.GetByRole(AriaRole.Button, new() { Name = "Export to CSV" });
        var working = page.GetByRole(AriaRole.Button, new() { Name = "We're working on it…" });

        await page.GotoAsync(home.Page("discover?statsPeriod=all&query=level%3Aerror"));
        await button.ClickAsync();
        await Expect(page.GetByText($"We'll e-mail you at {home.Owner.Email} when it is ready.")).ToBeVisibleAsync();
        await Expect(working).ToBeDisabledAsync();
        await page.GetByLabel("Search").FillAsync("level:info");
        await page.GetByLabel("Search").PressAsync("Enter");
        await Expect(button).ToBeEnabledAsync();
        await page.GetByLabel("Search").FillAsync("level:error");
        await page.GetByLabel("Search").PressAsync("Enter");
        await Expect(page.Locator(".chart-total strong")).ToHaveTextAsync("3 events");
        await button.ClickAsync();
        await Expect(page.GetByText("We are already working on it.")).ToBeVisibleAsync();
        await WorkAsync(() => Expect(page.GetByRole(AriaRole.Link, new() { Name = "Ready to download" })).ToBeVisibleAsync());

        await Expect(button).ToBeEnabledAsync();
        Assert.Equal(1, await Server.WithDatabaseAsync(database => database.Exports.CountAsync(row => row.UserId == home.Owner.Id)));
    }

    [Fact]
    public async Task Column_DraggedOrMovedByKeys_ComesToAnotherPlace()
    {
        var home = await AddHomeAsync(1);
        var page = await OpenAsync(home.Owner);
        await page.GotoAsync(home.Page("exports/new?statsPeriod=all&field=id&field=level&field=title&field=message"));
        var columns = page.Locator(".column-list li code");
        await Expect(columns).ToHaveTextAsync(["id", "level", "title", "message"]);

        await DragAsync(page, from: 0, to: 2);
        await Expect(columns).ToHaveTextAsync(["level", "title", "id", "message"]);
        await Expect(page.GetByText("id is now column 3 of 4")).ToHaveCountAsync(1);
        await DragAsync(page, from: 3, to: 0);
        await Expect(columns).ToHaveTextAsync(["message", "level", "title", "id"]);
        await Expect(page.Locator(".preview-table th")).ToHaveTextAsync(["message", "level", "title", "id"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Move id up" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(columns).ToHaveTextAsync(["message", "level", "id", "title"]);
        await page.Keyboard.PressAsync("Enter");
        await Expect(columns).ToHaveTextAsync(["message", "id", "level", "title"]);
        await Expect(page.GetByText("id is now column 2 of 4")).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Move id up" })).ToBeFocusedAsync();
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

    private static async Task DragAsync(IPage page, int from, int to)
    {
        await page.Locator(".column-list").EvaluateAsync("list => list.scrollIntoView({ block: 'center' })");
        var start = (await page.Locator("[data-drag]").Nth(from).BoundingBoxAsync())!;
        var end = (await page.Locator("[data-drag]").Nth(to).BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(start.X + 10, start.Y + 10);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(end.X + 10, end.Y + (to > from ? 14 : 6), new() { Steps = 6 });
        await page.Mouse.UpAsync();
    }
}
