using System.Text;
using DataExport.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DataExport.Tests.Browser;

/// <summary>New export: the values of a tag of an issue, from the choice to the file; and what the server says of a query, at the field that it concerns.</summary>
public sealed class QueryFieldTests(QuietServer server, BrowserFixture browser) : BrowserTests(server, browser), IClassFixture<QuietServer>
{
    [Fact]
    public async Task IssuesByTag_ChosenAndExported_IsTheFile()
    {
        var home = await AddHomeAsync(30, (added, number) =>
        {
            (added.ErrorType, added.ErrorValue, added.Culprit) = ("CheckoutError", "no cart", "app.pay in pay");
            added.Tags.Add(new("browser", number % 3 == 0 ? "=Safari" : "Chrome, \"beta\""));
        });
        var issue = (await Server.Api(home.Owner.Token).GetAsync($"organizations/{home.Organization}/issues/")).Json[0].GetProperty("id").GetString()!;
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page("exports/new"));
        await page.GetByRole(AriaRole.Radio, new() { Name = "Issues by tag" }).CheckAsync();
        await page.Locator("#projects").Locator("xpath=ancestor::div[contains(@class,'rz-dropdown')]").ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "shop" }).ClickAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Radio, new() { Name = "All time" }).CheckAsync();
        await page.GetByLabel("Issue", new() { Exact = true }).FillAsync(issue);
        await page.GetByLabel("Tag", new() { Exact = true }).FillAsync("browser");
        await page.GetByLabel("Tag", new() { Exact = true }).PressAsync("Tab");

        await Expect(page.Locator(".preview-table th")).ToHaveTextAsync(["value", "times_seen", "last_seen", "first_seen"]);
        await Expect(page.Locator(".preview-table tbody tr")).ToHaveCountAsync(2);
        await Expect(page.Locator(".preview-table tbody tr").First).ToContainTextAsync("Chrome, \"beta\"20");
        await Expect(page.Locator(".preview-table tbody tr").Nth(1)).ToContainTextAsync("'=Safari10");
        await Accessibility.CheckAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the export" }).ClickAsync();
        await Expect(page.GetByText("What are you doing here?")).ToBeVisibleAsync();
        await WorkAsync(() => Expect(page.GetByText("All done.")).ToBeVisibleAsync());

        var lines = Encoding.UTF8.GetString(await DownloadAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Download CSV" }))).Split("\r\n");
        Assert.Equal("value,times_seen,last_seen,first_seen", lines[0]);
        Assert.Equal($"\"Chrome, \"\"beta\"\"\",20,{Events.TimeOf(29)},{Events.TimeOf(1)}", lines[1]);
        Assert.Equal($"'=Safari,10,{Events.TimeOf(27)},{Events.TimeOf(0)}", lines[2]);
        Assert.Equal([""], lines[3..]);
    }

    [Theory]
    [InlineData("environment=moon", "Environment", "Environment 'moon' does not exist")]
    [InlineData("statsPeriod=9y", "Period", "Invalid statsPeriod: '9y'")]
    [InlineData("start=2026-01-02T00:00&end=2026-01-01T00:00", "To", "The end of the period is before its start")]
    [InlineData("sort=moon", "Order", "'moon' is not selected; sort by one of id, timestamp, level, title, project, environment, release, user, with - before it for descending, or add it to field")]
    [InlineData("query_type=Issues-by-Tag&project=shop&group=x&key=k", "Issue", "Invalid group ID")]
    [InlineData("query_type=Issues-by-Tag&project=shop&group=1", "Tag", "key is required: give the key of a tag, or user")]
    [InlineData("query_type=Issues-by-Tag&group=1&key=k", "Projects", "project is required: give the id or the slug of the issue's project")]
    [InlineData("project=moon", "Projects", "You cannot see one of these projects.")]
    [InlineData("field=moon", "Columns in the file, in this order", "'moon' is neither a column nor a tag of these projects; write tags[moon] for a tag that no event has yet")]
    public async Task WrongQuery_Asked_IsToldAtItsFieldAndNothingIsStored(string query, string field, string message)
    {
        var home = await AddHomeAsync(1);
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page($"exports/new?{query}"));
        await Expect(page.Locator(".field-error")).ToHaveTextAsync([message]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the export" }).ClickAsync();

        var error = page.Locator(".field-error");
        await Expect(error).ToHaveTextAsync([message]);
        await Expect(error).ToBeInViewportAsync();
        var own = page.Locator(".field").Filter(new() { Has = error }).Last.Locator("label, legend, .label").First;
        await Expect(own).ToHaveTextAsync(field);
        Assert.Equal(0, await Server.WithDatabaseAsync(database => database.Exports.CountAsync(row => row.UserId == home.Owner.Id)));
    }
}
