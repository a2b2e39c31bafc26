using DataExport.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DataExport.Tests.Browser;

/// <summary>An export made by somebody who has no mouse: only keys are pressed, and the focus is followed.</summary>
public sealed class KeyboardTests(QuietServer server, BrowserFixture browser) : BrowserTests(server, browser), IClassFixture<QuietServer>
{
    // More stops than any page has.
    private const int MostStops = 150;

    [Fact]
    public async Task Person_WithKeysAlone_SignsInExportsAndDownloads()
    {
        var made = await Server.Api().PostAsync($"organizations/{ServerFixture.Organization}/projects/", """{"name": "shop"}""");
        await Server.AddEventsAsync(int.Parse(made["id"]!, System.Globalization.CultureInfo.InvariantCulture), 20);
        var page = await OpenAsync();
        await page.GotoAsync($"/organizations/{ServerFixture.Organization}/exports");

        // The address field has the focus from the start.
        await Expect(page.GetByLabel("E-mail address")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(ServerFixture.OwnerEmail);
        await TabToAsync(page, "Password");
        await page.Keyboard.TypeAsync(ServerFixture.OwnerPassword);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "My Exports" })).ToBeVisibleAsync();
        await TabToAsync(page, "New export");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "New export" })).ToBeFocusedAsync();
        await ChooseAsync(page);
        await TabToAsync(page, "Start the export");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Download Center" })).ToBeFocusedAsync();
        await WorkAsync(() => Expect(page.GetByText("All done.")).ToBeVisibleAsync());
        await TabToAsync(page, "Download CSV");

        var download = await page.RunAndWaitForDownloadAsync(() => page.Keyboard.PressAsync("Enter"));
        var rows = TrickyTexts.Read(await File.ReadAllBytesAsync(await download.PathAsync()));
        Assert.Equal(["timestamp", "id", "level", "title", "project", "environment", "release", "user"], rows[0]);
        Assert.Equal(21, rows.Count);
    }

    // All time instead of two weeks, a search that is completed, and the second column moved to the front.
    private static async Task ChooseAsync(IPage page)
    {
        await TabToAsync(page, "14 days");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "All time" })).ToBeCheckedAsync();
        await TabToAsync(page, "Search");
        await page.Keyboard.TypeAsync("has:mess");
        await Expect(page.GetByRole(AriaRole.Listbox).GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("Search")).ToHaveValueAsync("has:message ");
        await TabToAsync(page, "Move timestamp up");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".column-list li").First).ToContainTextAsync("timestamp");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Move timestamp up" })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Person_WithKeysAlone_LooksAtTheBellAndOpensWhatFinished()
    {
        var home = await AddHomeAsync(2);
        await RequestAsync(home, "all of them");
        var page = await OpenAsync(home.Owner);
        await page.GotoAsync(home.Page("projects"));
        await WorkAsync(() => Expect(page.Locator("summary[aria-label='Finished exports: 1 new']")).ToBeVisibleAsync());

        await TabToAsync(page, "Finished exports: 1 new");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".bell-list li")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".bell-list li")).ToBeHiddenAsync();
        await Expect(page.Locator("summary[aria-label='Finished exports']")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByText("All done.")).ToBeVisibleAsync();
    }

    /// <summary>Presses Tab until what has this name has the focus, and sees that the focus can be seen.</summary>
    private static async Task TabToAsync(IPage page, string name)
    {
        var passed = new List<string>();
        for (var stop = 0; stop < MostStops; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            var (text, ring) = await FocusAsync(page);
            if (text == name)
            {
                Assert.True(ring, $"Nothing shows that {name} has the focus.");
                return;
            }

            passed.Add(text);
        }

        Assert.Fail($"{name} is not reached by Tab; passed: {string.Join(" | ", passed)}");
    }

    // The name of what has the focus, and whether a ring is around it or, for a hidden radio button, around its label.
    private static async Task<(string Name, bool Ring)> FocusAsync(IPage page)
    {
        var found = await page.EvaluateAsync<string[]>(
            """
            () => {
              const element = document.activeElement;
              const shown = part => part && (getComputedStyle(part).outlineStyle !== "none" || getComputedStyle(part).boxShadow !== "none");
              const name = element.getAttribute("aria-label") ?? element.labels?.[0]?.innerText ?? element.innerText ?? "";
              return [name.trim(), String(Boolean(shown(element) || shown(element.nextElementSibling) || shown(element.parentElement)))];
            }
            """);
        return (found[0], found[1] == "true");
    }
}
