using DataExport.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DataExport.Tests.Browser;

/// <summary>A project that is made by its page.</summary>
public sealed class ProjectTests(QuietServer server, BrowserFixture browser) : BrowserTests(server, browser), IClassFixture<QuietServer>
{
    [Fact]
    public async Task CreateTheProject_DoubleClicked_MakesOne()
    {
        var home = await AddHomeAsync(0);
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page("projects/new"));
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("<b>🚀</b> Twice");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the project" }).DblClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "<b>🚀</b> Twice" })).ToBeVisibleAsync();

        Assert.Equal(1, await Server.WithDatabaseAsync(database => database.Projects.CountAsync(row => row.Name == "<b>🚀</b> Twice")));
    }

    [Fact]
    public async Task DeleteTheProject_OnlyWithItsSlug_LeadsToTheOthers()
    {
        var home = await AddHomeAsync(3);
        var page = await OpenAsync(home.Owner);
        await page.GotoAsync(home.Page("projects/shop"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Delete this project" }).ClickAsync();
        var field = page.GetByLabel("Type shop to delete it for good");
        await Expect(field).ToBeFocusedAsync();
        await field.FillAsync("shop-2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete it for good" }).ClickAsync();
        await Expect(page.GetByText("That is not shop; nothing was deleted.")).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep it" }).ClickAsync();
        await Expect(field).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete this project" }).ClickAsync();
        await Expect(field).ToBeFocusedAsync();
        await field.FillAsync("shop");
        await field.PressAsync("Enter");

        await Expect(page).ToHaveURLAsync(new Uri(Server.Address, home.Page("projects")).ToString());
        await Expect(page.GetByText("“shop” was deleted.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "shop", Exact = true })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task DeleteTheOrganization_ByItsOwner_LeadsAway()
    {
        var home = await AddHomeAsync(0);
        var page = await OpenAsync(home.Owner);
        await page.GotoAsync(home.Page("settings/organization"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Delete this organization" }).ClickAsync();
        await page.GetByLabel($"Type {home.Organization} to delete it for good").FillAsync(home.Organization);
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete it for good" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You are in no organization yet" })).ToBeVisibleAsync();
    }
}
