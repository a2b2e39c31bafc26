using DataExport.Core.Events;
using DataExport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
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
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Resolved", Exact = true })).ToHaveAttributeAsync("aria-disabled", "true");
        await page.GetByRole(AriaRole.Link, new() { Name = "Issues", Exact = true }).First.ClickAsync();
        await Expect(rows).ToHaveCountAsync(1);
        await page.GetByLabel("Status").SelectOptionAsync("resolved");
        await Expect(rows).ToContainTextAsync("CheckoutError: no cart");
    }

    [Fact]
    public async Task Resolve_ClickedTwiceSlowly_StaysResolved()
    {
        var home = await AddHomeAsync(1);
        var page = await OpenAsync(home.Owner);
        await page.GotoAsync(home.Page("issues"));
        await page.Locator(".name-link").ClickAsync();
        var place = await page.GetByRole(AriaRole.Button, new() { Name = "Resolve", Exact = true }).BoundingBoxAsync();

        // The second click comes when the page already shows what the first has done.
        await page.Mouse.ClickAsync(place!.X + (place.Width / 2), place.Y + (place.Height / 2));
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Resolved", Exact = true })).ToBeVisibleAsync();
        await page.Mouse.ClickAsync(place.X + (place.Width / 2), place.Y + (place.Height / 2));
        await page.GetByRole(AriaRole.Button, new() { Name = "Ignore", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Ignored", Exact = true })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Unresolve" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Ignore", Exact = true })).ToBeVisibleAsync();
        using var reader = Server.Services.GetRequiredService<EventStore>().OpenReader();
        using var changes = reader.Prepare("SELECT group_concat(status) FROM (SELECT status FROM issue_status_changes WHERE issue_id IN (SELECT id FROM issues WHERE project_id = ?1) ORDER BY id)");
        Assert.True(changes.Bind(1, home.ProjectId).Step());
        Assert.Equal("resolved,ignored,unresolved", changes.Text(0));
    }

    [Fact]
    public async Task Pages_WhileEventsComeIn_FollowAtOnce()
    {
        var home = await AddHomeAsync(1);
        var page = await OpenAsync(home.Owner);
        await page.GotoAsync(home.Page("issues"));
        await MarkAsync(page);
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);

        await Server.AddEventsAsync(home.ProjectId, 1, (added, _) => (added.ErrorType, added.ErrorValue) = ("NewError", "just now"));
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "NewError: just now" })).ToBeVisibleAsync(new() { Timeout = 10_000 });
        await page.GetByRole(AriaRole.Link, new() { Name = "NewError: just now" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Resolve", Exact = true })).ToBeVisibleAsync();
        var issue = new Uri(page.Url).Segments[^1];
        await Server.Api(home.Owner.Token).SendAsync(HttpMethod.Put, $"issues/{issue}/", """{"status": "ignored"}""");

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Ignored", Exact = true })).ToBeVisibleAsync(new() { Timeout = 10_000 });
        await StayedAsync(page);
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
