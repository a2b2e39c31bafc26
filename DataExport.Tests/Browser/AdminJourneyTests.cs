using DataExport.Core.Exports.Queue;
using DataExport.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DataExport.Tests.Browser;

/// <summary>An instance admin goes through all pages of the administration, and does there what there is to do.</summary>
public sealed class AdminJourneyTests(QuietServer server, BrowserFixture browser) : BrowserTests(server, browser), IClassFixture<QuietServer>
{
    [Fact]
    public async Task Admin_ThroughAllPages_SeesAndActs()
    {
        var home = await AddHomeAsync(3);
        var wanted = await RequestAsync(home, "theirs");
        var page = await OpenAsync(await AdminAsync());

        await page.GotoAsync($"/organizations/{ServerFixture.Organization}/exports");
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Admin" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "All exports" })).ToBeVisibleAsync();
        await ExportsAsync(page, home, wanted);
        await QueueAsync(page, home);
        await StorageAsync(page, home);
        await OrganizationsAsync(page, home);
        await UsersAsync(page, home);
        await GoAsync(page, "Mail");
        await GoAsync(page, "Options");
        await Expect(page.GetByText("Exports:MaxRows")).ToBeVisibleAsync();
        await AuditAsync(page, home);
    }

    private async Task ExportsAsync(IPage page, Home home, string wanted)
    {
        await page.GetByLabel("Organization", new() { Exact = true }).SelectOptionAsync(home.Organization);
        var row = page.Locator("tbody tr");
        await Expect(row).ToHaveCountAsync(1);
        await Expect(row).ToContainTextAsync($"{home.Organization} · {home.Owner.Email}");
        await MarkAsync(page);
        await WorkAsync(() => Expect(row.GetByText("Completed")).ToBeVisibleAsync());
        await StayedAsync(page);
        await Expect(row.GetByRole(AriaRole.Link, new() { Name = "Download theirs" })).ToHaveCountAsync(0);
        var before = await ExpiryAsync(wanted);
        await row.GetByRole(AriaRole.Button, new() { Name = "Extend theirs" }).ClickAsync();
        await Expect(page.GetByText("“theirs” is kept until")).ToBeVisibleAsync();
        Assert.True(await ExpiryAsync(wanted) > before);
        await page.GetByLabel("State", new() { Exact = true }).SelectOptionAsync("Failed");
        await Expect(page.GetByText("Nothing matches")).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Expect(row).ToHaveCountAsync(1);
    }

    private async Task QueueAsync(IPage page, Home home)
    {
        var claim = await ClaimAsync(await RequestAsync(home, "under way"));
        await GoAsync(page, "Queue");
        var row = page.GetByRole(AriaRole.Region, new() { Name = "Exporters" }).Locator("tbody tr", new() { HasText = "under way" });
        await Expect(row).ToContainTextAsync("s left");
        await BeatAsync(claim, 1_204, 3_100);
        await Expect(row).ToContainTextAsync("1,204 of 3,100 rows");
        await Expect(page.GetByRole(AriaRole.Img)).ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex("at most"));
        await Server.Services.GetRequiredService<ExportClaims>().CancelAsync(claim, CancellationToken.None);
        await Expect(row).ToHaveCountAsync(0);
    }

    private static async Task StorageAsync(IPage page, Home home)
    {
        await GoAsync(page, "Storage");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Exports by organization" })).ToContainTextAsync(home.Organization);
        await page.GetByRole(AriaRole.Button, new() { Name = "Measure again" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "What takes it" })).ToContainTextAsync("events.db");
    }

    private static async Task OrganizationsAsync(IPage page, Home home)
    {
        await GoAsync(page, "Organizations");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Find by name" }).FillAsync(home.Organization);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = $"Turn exports off: {home.Organization}" }).ClickAsync();
        await AnswerAsync(page, "Turn off");
        await Expect(page.GetByText("Exports off", new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Turn exports on: {home.Organization}" }).ClickAsync();
        await Expect(page.GetByText("Exports off", new() { Exact = true })).ToHaveCountAsync(0);
    }

    private static async Task UsersAsync(IPage page, Home home)
    {
        await GoAsync(page, "Users");
        await Expect(page.Locator("tbody tr", new() { HasText = ServerFixture.OwnerEmail }).GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        var row = page.Locator("tbody tr", new() { HasText = home.Owner.Email });
        await row.GetByRole(AriaRole.Button, new() { Name = $"Lock {home.Owner.Email}", Exact = true }).ClickAsync();
        await AnswerAsync(page, "Keep it");
        await Expect(row.GetByText("Locked")).ToHaveCountAsync(0);
        await row.GetByRole(AriaRole.Button, new() { Name = $"Lock {home.Owner.Email}", Exact = true }).ClickAsync();
        await AnswerAsync(page, "Lock");
        await Expect(row.GetByText("Locked")).ToBeVisibleAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = $"Unlock {home.Owner.Email}" }).ClickAsync();
        await Expect(row.GetByText("Locked")).ToHaveCountAsync(0);
        await row.GetByRole(AriaRole.Button, new() { Name = $"Make admin: {home.Owner.Email}" }).ClickAsync();
        await AnswerAsync(page, "Make admin");
        await Expect(row.GetByText("Instance admin")).ToBeVisibleAsync();
    }

    private static async Task AuditAsync(IPage page, Home home)
    {
        await GoAsync(page, "Audit log");
        var rows = page.Locator("tbody tr");
        await Expect(rows.First).ToContainTextAsync("Made an instance admin");
        await Expect(rows.First).ToContainTextAsync(home.Owner.Email);
        await page.GetByLabel("What", new() { Exact = true }).SelectOptionAsync("Exports");
        await page.GetByLabel("Organization", new() { Exact = true }).SelectOptionAsync(home.Organization);
        await Expect(rows.First).ToContainTextAsync("Requested an export");
        await Expect(rows.First).ToContainTextAsync("under way");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Who: e-mail address" }).FillAsync(ServerFixture.OwnerEmail);
        await page.Keyboard.PressAsync("Enter");
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(rows.First).ToContainTextAsync("Kept a file longer");
        await page.GetByLabel("to", new() { Exact = true }).FillAsync("2020-01-01");
        await Expect(page.GetByText("Nothing matches")).ToBeVisibleAsync();
    }

    private static async Task GoAsync(IPage page, string name)
    {
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Administration" }).GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = name, Level = 1 })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Administration" }).Locator("[aria-current=page]")).ToHaveTextAsync(name);
    }

    private static async Task AnswerAsync(IPage page, string answer)
    {
        await page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = answer, Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alertdialog)).ToHaveCountAsync(0);
    }

    private Task<DateTime?> ExpiryAsync(string id) => Server.WithDatabaseAsync(database => database.Exports.Where(row => row.Id == id).Select(row => row.DateExpired).SingleAsync());

    private async Task<Person> AdminAsync()
    {
        var admin = await Server.WithDatabaseAsync(database => database.Users.SingleAsync(row => row.Email == ServerFixture.OwnerEmail));
        return new Person(admin.Id, admin.Email!, ServerFixture.OwnerToken);
    }
}
