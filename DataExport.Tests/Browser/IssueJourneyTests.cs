using DataExport.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DataExport.Tests.Browser;

/// <summary>From the list of issues to one of them, to a file of its tags, and to its end.</summary>
public sealed class IssueJourneyTests(QuietServer server, BrowserFixture browser) : BrowserTests(server, browser), IClassFixture<QuietServer>
{
    private const string Payload =
        """
        {"exception": {"values": [{"type": "CheckoutError", "value": "no cart", "stacktrace": {"frames": [
          {"function": "main", "filename": "lib/run.py", "lineno": 3},
          {"function": "pay", "filename": "app/pay.py", "lineno": 12, "in_app": true, "pre_context": ["def pay(cart):"], "context_line": "    raise CheckoutError(cart)"}]}}]}}
        """;

    [Fact]
    public async Task Issue_FoundExportedAndResolved_LeavesTheList()
    {
        var home = await AddHomeAsync(30, (added, number) =>
        {
            (added.ErrorType, added.ErrorValue, added.Culprit) = number < 28 ? ("CheckoutError", "no cart", "app.pay in pay") : ("TimeoutError", "too slow", null);
            added.Payload = number < 28 ? Payload : null;
            added.Tags.Add(new("browser", number % 4 == 0 ? "Safari" : "Chrome"));
        });
        var api = Server.Api(home.Owner.Token);
        var id = (await api.GetAsync($"organizations/{home.Organization}/issues/?query=cart")).Json[0].GetProperty("id").GetString();
        await Eventually.GetAsync(() => api.GetAsync($"issues/{id}/tags/"), tags => tags.Text.Contains("Chrome", StringComparison.Ordinal), "the tags are counted");
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page("issues?sort=freq"));
        var rows = page.Locator("tbody tr");
        await Expect(rows).ToHaveCountAsync(2);
        await Expect(rows.First).ToContainTextAsync("CheckoutError: no cart");
        await Expect(rows.First).ToContainTextAsync("28");
        await Accessibility.CheckAsync(page);
        await page.GetByLabel("Find by title or culprit").FillAsync("timeout");
        await page.GetByLabel("Find by title or culprit").PressAsync("Enter");
        await Expect(rows).ToHaveCountAsync(1);
        await page.GetByLabel("Find by title or culprit").FillAsync("");
        await page.GetByLabel("Find by title or culprit").PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = "CheckoutError: no cart" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("CheckoutError: no cart");
        await Expect(page.Locator(".frame-own")).ToContainTextAsync("raise CheckoutError(cart)");
        await Expect(page.Locator(".tag", new() { HasText = "browser" }).Locator("li").First).ToContainTextAsync("Chrome");
        await Accessibility.CheckAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Export to CSV: browser" }).DblClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "We're working on it…" })).ToBeDisabledAsync();
        await WorkAsync(() => Expect(page.GetByRole(AriaRole.Link, new() { Name = "Ready to download" })).ToBeVisibleAsync());
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Export to CSV: browser" })).ToBeEnabledAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Resolve", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Unresolve" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Issues", Exact = true }).First.ClickAsync();
        await Expect(rows).ToHaveCountAsync(1);
        await page.GetByLabel("Status").SelectOptionAsync("resolved");
        await Expect(rows).ToContainTextAsync("CheckoutError: no cart");
    }

    [Fact]
    public async Task Issue_OfSomebodyWhoIsNotThere_Is404()
    {
        var home = await AddHomeAsync(1);
        var stranger = await AddHomeAsync(0);
        var issue = (await Server.Api(home.Owner.Token).GetAsync($"organizations/{home.Organization}/issues/")).Json[0].GetProperty("id").GetString();
        var page = await OpenAsync(stranger.Owner);
        Allow("404");

        var answer = await page.GotoAsync(stranger.Page($"issues/{issue}"));

        Assert.Equal(404, answer!.Status);
    }
}
