using DataExport.Tests.Accounts;
using DataExport.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DataExport.Tests.Browser;

/// <summary>Turning the second factor on, signing in with it, and turning it off.</summary>
public sealed class TwoFactorJourneyTests(QuietServer server, BrowserFixture browser) : BrowserTests(server, browser), IClassFixture<QuietServer>
{
    [Fact]
    public async Task TwoFactor_TurnedOn_IsAskedForAndLeadsToThePage()
    {
        var home = await AddHomeAsync(0);
        await Server.SetPasswordAsync(home.Owner);
        var page = await OpenAsync(home.Owner);
        await page.GotoAsync(home.Page("settings/security"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Turn it on" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "QR code with the key below" })).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page);
        await page.GetByText("Type the key instead").ClickAsync();
        var key = await page.Locator("#key").InnerTextAsync();
        await page.GetByLabel("Enter the code that the app shows").FillAsync(Totp.Code(key));
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn it on" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Recovery codes" }).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(10);
        await Accessibility.CheckAsync(page);
        var codes = await page.GetByRole(AriaRole.List, new() { Name = "Recovery codes" }).GetByRole(AriaRole.Listitem).AllInnerTextsAsync();
        var file = await DownloadAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Download" }));
        Assert.All(codes, code => Assert.Contains(code, System.Text.Encoding.UTF8.GetString(file), StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Link, new() { Name = "I have kept them" }).ClickAsync();
        await Expect(page.GetByText("10 codes left")).ToBeVisibleAsync();

        var other = await OpenAsync();
        await other.GotoAsync(home.Page("projects"));
        await other.GetByLabel("E-mail address").FillAsync(home.Owner.Email);
        await other.GetByLabel("Password", new() { Exact = true }).FillAsync(AccountServer.Password);
        await other.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(other.GetByRole(AriaRole.Heading, new() { Name = "One more step" })).ToBeVisibleAsync();
        await Accessibility.CheckAsync(other);
        await other.GetByRole(AriaRole.Link, new() { Name = "Use a recovery code" }).ClickAsync();
        await other.GetByLabel("Recovery code").FillAsync(codes[0]);
        await other.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(other.GetByRole(AriaRole.Heading, new() { Name = "Projects" })).ToBeVisibleAsync();
        await other.GotoAsync(home.Page("settings/security"));
        await Expect(other.GetByText("9 codes left")).ToBeVisibleAsync();
        await Accessibility.CheckAsync(other);

        await other.GetByRole(AriaRole.Link, new() { Name = "Make new codes" }).ClickAsync();
        await Expect(other.GetByLabel("Your password")).ToBeFocusedAsync();
        await Accessibility.CheckAsync(other);
        await other.GetByLabel("Your password").FillAsync(AccountServer.Password);
        await other.GetByRole(AriaRole.Button, new() { Name = "Make new codes" }).ClickAsync();
        await Expect(other.GetByRole(AriaRole.List, new() { Name = "Recovery codes" }).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(10);
        await other.GetByRole(AriaRole.Link, new() { Name = "I have kept them" }).ClickAsync();
        await Expect(other.GetByText("10 codes left")).ToBeVisibleAsync();

        await other.GetByRole(AriaRole.Link, new() { Name = "Turn it off" }).ClickAsync();
        await other.GetByLabel("Your password").FillAsync(AccountServer.Password);
        await Accessibility.CheckAsync(other);
        await other.GetByRole(AriaRole.Button, new() { Name = "Turn it off" }).ClickAsync();
        await Expect(other.GetByText("Two-factor authentication is off.")).ToBeVisibleAsync();
    }
}
