using DataExport.Core.Exports;
using DataExport.Tests.Accounts;
using DataExport.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DataExport.Tests.Browser;

/// <summary>The account pages in a browser: a forgotten password, a changed one, new recovery codes, and pages that say no.</summary>
public sealed class AccountJourneyTests(QuietServer server, BrowserFixture browser) : BrowserTests(server, browser), IClassFixture<QuietServer>
{
    private const string Another = "quite another password";

    [Fact]
    public async Task ForgottenPassword_ByItsMail_IsReplacedAndSignsIn()
    {
        var home = await AddHomeAsync(0);
        await Server.SetPasswordAsync(home.Owner);
        var page = await OpenAsync();

        await page.GotoAsync(home.Page("projects"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Forgotten?" }).ClickAsync();
        await page.GetByLabel("E-mail address").FillAsync(home.Owner.Email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the link" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Look into your mail" })).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page);
        var link = await MailedLinkAsync("passwordreset.", home.Owner.Email);
        await page.GotoAsync(link);
        await Accessibility.CheckAsync(page);
        await page.GetByLabel("New password").FillAsync(Another);
        await page.GetByRole(AriaRole.Button, new() { Name = "Set the password" }).ClickAsync();
        await Expect(page.GetByText("Your new password is set.")).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page);
        await page.GetByLabel("E-mail address").FillAsync(home.Owner.Email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Another);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "My Exports" })).ToBeVisibleAsync();

        await page.GotoAsync(link);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This link does not work any more" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Password_ChangedInTheSettings_IsConfirmedThere()
    {
        var home = await AddHomeAsync(0);
        await Server.SetPasswordAsync(home.Owner);
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page("settings/security"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Change the password" }).ClickAsync();
        await Expect(page.GetByLabel("The password you have")).ToBeFocusedAsync();
        await Accessibility.CheckAsync(page);
        await page.GetByLabel("The password you have").FillAsync(AccountServer.Password);
        await page.GetByLabel("The new one").FillAsync(Another);
        await page.GetByRole(AriaRole.Button, new() { Name = "Change it" }).ClickAsync();

        await Expect(page.GetByText("Your password was changed")).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page);
    }

    [Fact]
    public async Task Profile_Saved_SaysSoAndShowsTimesInTheZone()
    {
        var home = await AddHomeAsync(0);
        await Server.AddExportAsync(home.Organization, home.Owner, ExportState.Cancelled);
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page("settings"));
        await page.GetByLabel("Time zone").SelectOptionAsync("America/St_Johns");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("Saved. Times are shown in America/St_Johns.")).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page);

        // Requested at noon UTC on the first of November, when summer time has ended there: three and a half hours behind.
        await page.GotoAsync(home.Page("exports"));
        await Expect(page.Locator("tbody time").First).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^1 Nov.*, 08:30$"));
    }

    [Fact]
    public async Task Invitation_OfSomebodyElseAndOfAnAccount_SaysWhatToDo()
    {
        var home = await AddHomeAsync(0);
        var (known, stranger) = (await Server.People.AddAsync(), await Server.People.AddAsync());
        var owner = await OpenAsync(home.Owner);
        await owner.GotoAsync(home.Page("settings/members"));
        await owner.GetByLabel("E-mail address").FillAsync(known.Email);
        await owner.GetByRole(AriaRole.Button, new() { Name = "Send the invitation" }).ClickAsync();
        var link = await MailedLinkAsync("invitation.", known.Email);

        var page = await OpenAsync();
        await page.GotoAsync(link);
        await Expect(page.GetByText("Sign in, and you come back here.")).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page);
        page = await OpenAsync(stranger);
        await page.GotoAsync(link);
        await Expect(page.GetByText("Sign out, then open the link of the mail again.")).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page);
        page = await OpenAsync(known);
        await page.GotoAsync("/");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You are in no organization yet" })).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page);
        await page.GotoAsync(link);
        await page.GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "My Exports" })).ToBeVisibleAsync();
    }
}
