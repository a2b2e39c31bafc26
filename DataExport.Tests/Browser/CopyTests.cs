using DataExport.Core.Exports;
using DataExport.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DataExport.Tests.Browser;

/// <summary>Copying the checksum.</summary>
public sealed class CopyTests(QuietServer server, BrowserFixture browser) : BrowserTests(server, browser), IClassFixture<QuietServer>
{
    // As in a page that came without TLS from another machine (Clipboard API: secure contexts).
    private const string NoClipboard = "Object.defineProperty(navigator, 'clipboard', { value: undefined })";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Copy_PressedTwice_CopiesAndSaysSoForAWhile(bool hasClipboard)
    {
        var home = await AddHomeAsync(0);
        var id = await Server.AddExportAsync(home.Organization, home.Owner, ExportState.Completed, [home.ProjectId], ExportStates.Valid);
        var page = await OpenAsync(home.Owner);
        await page.Context.GrantPermissionsAsync(["clipboard-write", "clipboard-read"]);
        if (!hasClipboard)
        {
            await page.AddInitScriptAsync(NoClipboard);
        }

        await page.GotoAsync(home.Page($"data-export/{id}"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy the SHA-256" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Copied" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Copy the SHA-256" })).ToBeVisibleAsync();

        await page.GotoAsync(home.Page("exports"));
        await page.GetByLabel("Find by name").FocusAsync();
        await page.Keyboard.PressAsync("Control+V");
        await Expect(page.GetByLabel("Find by name")).ToHaveValueAsync(new string('a', 64));
    }
}
