using DataExport.Core.Exports;
using DataExport.Tests.Accounts;
using DataExport.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DataExport.Tests.Browser;

/// <summary>A person who was mailed a link follows it without a session, through sign-in (EXPORTS: E-mail).</summary>
public sealed class MailedLinkJourneyTests(QuietServer server, BrowserFixture browser) : BrowserTests(server, browser), IClassFixture<QuietServer>
{
    [Fact]
    public async Task CompletedMail_FollowedSignedOut_LeadsThroughSignInToTheFile()
    {
        var home = await AddHomeAsync(3);
        await Server.SetPasswordAsync(home.Owner);
        await RequestAsync(home, "by mail");
        var link = "";
        await WorkAsync(async () => link = await MailedLinkAsync("completed", home.Owner.Email));
        var page = await OpenAsync();

        await page.GotoAsync(link);
        await SignInAsync(page, home.Owner, "not the password");
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("That e-mail address and password do not go together.");
        await Accessibility.CheckAsync(page);
        await SignInAsync(page, home.Owner, AccountServer.Password);

        await Expect(page).ToHaveURLAsync(link);
        await Expect(page.GetByText("All done.")).ToBeVisibleAsync();
        Assert.Equal(4, TrickyTexts.Read(await DownloadAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Download CSV" }))).Count);
    }

    [Fact]
    public async Task Link_FollowedAfterTheFileExpired_OffersAnother()
    {
        var home = await AddHomeAsync(1);
        await Server.SetPasswordAsync(home.Owner);
        var id = await Server.AddExportAsync(home.Organization, home.Owner, ExportState.Completed, [home.ProjectId], ExportStates.Expired);
        var page = await OpenAsync();

        await page.GotoAsync(home.Page($"data-export/{id}"));
        await SignInAsync(page, home.Owner, AccountServer.Password);

        await Expect(page.GetByText("This is awkward.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start a new download" }).ClickAsync();
        await Expect(page.GetByText("What are you doing here?")).ToBeVisibleAsync();
    }

    private static async Task SignInAsync(IPage page, Person person, string password)
    {
        await page.GetByLabel("E-mail address").FillAsync(person.Email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}
