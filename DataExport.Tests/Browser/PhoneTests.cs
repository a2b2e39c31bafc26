using DataExport.Core.Exports;
using DataExport.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DataExport.Tests.Browser;

/// <summary>Every page on a phone, 390 pixels wide, with names that have no place to break: none is wider than the screen.</summary>
public sealed class PhoneTests(QuietServer server, BrowserFixture browser) : BrowserTests(server, browser), IClassFixture<QuietServer>
{
    private const string Wider = """
        () => {
            const width = innerWidth;
            if (document.documentElement.scrollWidth <= width) return "";
            return [...document.querySelectorAll("main *, .topbar > *")].filter(element => element.getBoundingClientRect().right > width + 1 && !element.closest(".data-scroll, .import-preview"))
                .map(element => `${element.tagName}.${element.className}`).slice(0, 5).join(" ") || "something";
        }
        """;

    private static readonly string Long = new('W', 100);

    [Fact]
    public async Task Pages_OfAnOrganizationWithLongNames_AreNoWiderThanThePhone()
    {
        var home = await AddHomeAsync(1, (added, _) => added.Message = Long);
        await LengthenAsync(home);
        var id = await Server.AddExportAsync(home.Organization, home.Owner, ExportState.Completed, [home.ProjectId], export =>
        {
            ExportStates.Truncated(export);
            export.Name = Long;
            export.RequestedQuery = $$"""{"field":["tags[{{Long}}]"],"query":"{{Long}}"}""";
        });
        var page = await OnAPhoneAsync(home.Owner);
        var wider = new List<string>();

        foreach (var (address, text) in new[]
        {
            ("exports", "Truncated"), ($"data-export/{id}", "All done."), ($"exports/new?query={Long}&field=tags[{Long}]", "Start the export"),
            ($"discover?query={Long}&field=tags[{Long}]", "No event matches"), ("issues", Long), ("projects", Long), ("projects/shop", "Import a file"), ("settings", "The other members see it."),
            ("settings/members", "1 member"), ("settings/teams", "Everybody is in it"), ("settings/usage", "Events by project"), ("settings/tokens", "New token"),
        })
        {
            await page.GotoAsync(home.Page(address));
            await Expect(page.Locator("main").GetByText(text).Locator("visible=true").First).ToBeVisibleAsync();
            wider.AddRange(await WiderAsync(page));
        }

        Assert.Empty(wider);
    }

    [Fact]
    public async Task Import_OfAFileWithALongName_IsNoWiderThanThePhone()
    {
        var home = await AddHomeAsync(0);
        var page = await OnAPhoneAsync(home.Owner);

        await page.GotoAsync(home.Page("projects/shop"));
        await ChooseFileAsync(page, new FilePayload
        {
            Name = $"{Long}.csv",
            MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes($"message,{Long}\r\n{Long},{Long}\r\n"),
        });
        await Expect(page.Locator(".import-preview tbody tr")).ToHaveCountAsync(1);

        Assert.Empty(await WiderAsync(page));
    }

    [Fact]
    public async Task Administration_WithLongNames_IsNoWiderThanThePhone()
    {
        var home = await AddHomeAsync(0);
        await LengthenAsync(home);
        await Server.AddExportAsync(home.Organization, home.Owner, ExportState.Failed, [home.ProjectId], export => export.Name = Long);
        var admin = await Server.WithDatabaseAsync(database => database.Users.SingleAsync(row => row.Email == ServerFixture.OwnerEmail));
        var page = await OnAPhoneAsync(new Person(admin.Id, admin.Email!, ServerFixture.OwnerToken));
        var wider = new List<string>();

        foreach (var (address, text) in new[]
        {
            ("exports", Long), ("queue", "Exporters"), ("storage", "What takes it"), ("organizations", Long), ("users", "Instance admin"),
            ("mail", "newest first"), ("options", "Exports:MaxRows"),
        })
        {
            await page.GotoAsync($"/admin/{address}");
            await Expect(page.Locator("main").GetByText(text).Locator("visible=true").First).ToBeVisibleAsync();
            wider.AddRange(await WiderAsync(page));
        }

        Assert.Empty(wider);
    }

    private Task LengthenAsync(Home home) => Server.WithDatabaseAsync(async database =>
    {
        await database.Organizations.Where(row => row.Slug == home.Organization).ExecuteUpdateAsync(row => row.SetProperty(organization => organization.Name, Long));
        await database.Users.Where(row => row.Id == home.Owner.Id).ExecuteUpdateAsync(row => row.SetProperty(user => user.Name, Long));
        return await database.Projects.Where(row => row.Id == home.ProjectId).ExecuteUpdateAsync(row => row.SetProperty(project => project.Name, Long));
    });

    private async Task<IPage> OnAPhoneAsync(Person person)
    {
        var page = await OpenAsync(person);
        await page.SetViewportSizeAsync(390, 844);
        return page;
    }

    // The page and what of it is wider than the screen; nothing when all fits.
    private static async Task<string[]> WiderAsync(IPage page) =>
        await page.EvaluateAsync<string>(Wider).WaitAsync(Eventually.Deadline) is { Length: > 0 } wider ? [$"{new Uri(page.Url).AbsolutePath}: {wider}"] : [];
}
