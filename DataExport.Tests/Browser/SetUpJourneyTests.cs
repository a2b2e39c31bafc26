using DataExport.Tests.Support;
using DataExport.Web.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DataExport.Tests.Browser;

/// <summary>The first visitor of a new instance sets it up, and is led to a first project.</summary>
public sealed class SetUpJourneyTests(SetUpJourneyTests.NewServer server, BrowserFixture browser) : IClassFixture<SetUpJourneyTests.NewServer>
{
    [Fact]
    public async Task NewInstance_SetUpWithTheCode_LeadsToAFirstProject()
    {
        var (page, guard) = await OpenBrowser.AsStrangerAsync(browser, server);
        await page.GotoAsync("/");
        await Expect(page.GetByLabel("Set-up code")).ToBeFocusedAsync();
        await Accessibility.CheckAsync(page);

        await SetUpAsync(page, "AAAA-AAAA-AAAA");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("That is not the set-up code.");
        await Accessibility.CheckAsync(page);
        await SetUpAsync(page, server.Services.GetRequiredService<FirstRun>().Begin());
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No exports yet" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "New export" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "New project" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("shop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the project" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Send events" })).ToBeVisibleAsync();

        await page.Context.CloseAsync().WaitAsync(Eventually.Deadline);
        guard.Verify();
    }

    private static async Task SetUpAsync(IPage page, string code)
    {
        await page.GetByLabel("Set-up code").FillAsync(code);
        await page.GetByLabel("Your organization").FillAsync("Acme");
        await page.GetByLabel("Your e-mail address").FillAsync("owner@example.com");
        await page.GetByLabel("A password").FillAsync("a password of the tests");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the instance" }).ClickAsync();
    }

    /// <summary>A server that nobody has set up.</summary>
    public sealed class NewServer : ServerFixture
    {
        /// <inheritdoc/>
        protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
        {
            ["Exports:Exporters"] = "0", ["Bootstrap:Organization"] = "", ["Bootstrap:AdminEmail"] = "", ["Bootstrap:AdminPassword"] = "", ["Bootstrap:ApiToken"] = "",
        };
    }
}
