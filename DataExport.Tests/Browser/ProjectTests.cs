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
}
