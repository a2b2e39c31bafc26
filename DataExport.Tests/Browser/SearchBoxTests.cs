using DataExport.Core.Events;
using DataExport.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DataExport.Tests.Browser;

/// <summary>The search completes keys and values, by keys, by mouse and on a phone.</summary>
public sealed class SearchBoxTests(QuietServer server, BrowserFixture browser) : BrowserTests(server, browser), IClassFixture<QuietServer>
{
    [Fact]
    public async Task Keys_OnNewExport_CompleteKeyAndValue()
    {
        var home = await AddHomeAsync(10, Change);
        var page = await OpenAsync(home.Owner);
        await page.GotoAsync(home.Page("exports/new?statsPeriod=all"));
        var box = page.GetByRole(AriaRole.Combobox, new() { Name = "Search" });
        var options = Options(page);

        await box.FocusAsync();
        await Expect(box).ToHaveAttributeAsync("aria-expanded", "false");
        await page.Keyboard.TypeAsync("envir");
        await Expect(options).ToHaveTextAsync(["environmentfield"]);
        await Expect(box).ToHaveAttributeAsync("aria-expanded", "true");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(options.First).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(box).ToHaveAttributeAsync("aria-activedescendant", await options.First.GetAttributeAsync("id") ?? "");
        await page.Keyboard.PressAsync("Enter");
        await Expect(box).ToHaveValueAsync("environment:");
        await Expect(options).ToHaveTextAsync(["in house", "live"]);
        await Accessibility.CheckAsync(page);
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("Tab");
        await Expect(box).ToHaveValueAsync("environment:\"in house\" ");
        await Expect(box).ToBeFocusedAsync();
        await Expect(options).ToHaveCountAsync(0);
        await Expect(page.Locator(".preview-estimate")).ToContainTextAsync("5 rows");

        // What was completed can be taken back.
        await page.Keyboard.PressAsync("Control+z");
        await Expect(box).ToHaveValueAsync("environment:");
        await page.Keyboard.PressAsync("Escape");
        await Expect(box).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(box).ToHaveValueAsync("environment:");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".query-error")).ToContainTextAsync("A value is missing here");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "New export" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Mouse_OnAPhone_CompletesInDiscover()
    {
        var home = await AddHomeAsync(10, Change);
        var page = await OpenAsync(home.Owner);
        await page.SetViewportSizeAsync(390, 844);
        await page.GotoAsync(home.Page("discover?statsPeriod=all"));
        var box = page.GetByRole(AriaRole.Combobox, new() { Name = "Search" });

        await box.ClickAsync();
        await Options(page).Filter(new() { HasText = "level" }).First.ClickAsync();
        await Options(page).Filter(new() { HasText = "fatal" }).ClickAsync();

        await Expect(box).ToHaveValueAsync("level:fatal ");
        await Expect(page.Locator(".chart-total strong")).ToHaveTextAsync("5 events");
        await Expect(Options(page)).ToHaveCountAsync(0);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "The page is wider than the screen.");
    }

    [Fact]
    public async Task Keys_OnIssues_CompleteATitle()
    {
        var home = await AddHomeAsync(10, Change);
        var page = await OpenAsync(home.Owner);
        await page.GotoAsync(home.Page("issues"));

        await page.GetByLabel("Find by title or culprit").FocusAsync();
        await page.Keyboard.TypeAsync("time");
        await Expect(Options(page)).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByLabel("Find by title or culprit")).ToHaveValueAsync("TimeoutError: too slow");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
    }

    private static ILocator Options(IPage page) => page.GetByRole(AriaRole.Listbox, new() { Name = "Suggestions" }).GetByRole(AriaRole.Option);

    private static void Change(NewEvent added, int number)
    {
        added.Level = number % 2 == 0 ? EventLevel.Fatal : EventLevel.Info;
        added.Environment = number % 2 == 0 ? "in house" : "live";
        (added.ErrorType, added.ErrorValue) = number % 2 == 0 ? ("TimeoutError", "too slow") : ("CheckoutError", "no cart");
    }
}
