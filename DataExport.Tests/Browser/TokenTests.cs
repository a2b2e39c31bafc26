using DataExport.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DataExport.Tests.Browser;

/// <summary>A person's tokens on the settings page.</summary>
public sealed class TokenTests(QuietServer server, BrowserFixture browser) : BrowserTests(server, browser), IClassFixture<QuietServer>
{
    [Fact]
    public async Task Revoke_DoubleClicked_AsksOnce()
    {
        var home = await AddHomeAsync(0);
        var page = await OpenAsync(home.Owner);
        var question = page.GetByRole(AriaRole.Alertdialog);

        await page.GotoAsync(home.Page("settings/tokens"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke test" }).DblClickAsync();
        await question.First.GetByRole(AriaRole.Button, new() { Name = "Keep it" }).ClickAsync();
        await Expect(question).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke test" }).ClickAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Revoke test" })).ToHaveCountAsync(0);
    }
}
