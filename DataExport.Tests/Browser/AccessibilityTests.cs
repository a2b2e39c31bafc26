using DataExport.Core.Exports;
using DataExport.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DataExport.Tests.Browser;

/// <summary>Every page as axe sees it, in light and dark: nothing serious, nothing critical.</summary>
public sealed class AccessibilityTests(QuietServer server, BrowserFixture browser) : BrowserTests(server, browser), IClassFixture<QuietServer>
{
    /// <summary>The states of the download page: name, state, and a text that says that it is shown.</summary>
    public static TheoryData<string, ExportState, string> States { get; } = new()
    {
        { "HalfWay", ExportState.Generating, "1,204,000 of 3,100,000 rows" },
        { "Cancelling", ExportState.Generating, "Cancelling…" },
        { "Queued", ExportState.Queued, "in the queue" },
        { nameof(ExportStates.Valid), ExportState.Completed, "All done." },
        { nameof(ExportStates.Truncated), ExportState.Completed, "This file is truncated." },
        { nameof(ExportStates.Expired), ExportState.Completed, "This is awkward." },
        { nameof(ExportStates.Failed), ExportState.Failed, "We couldn't export your data." },
        { "Cancelled", ExportState.Cancelled, "Cancelled." },
    };

    [Theory]
    [MemberData(nameof(States))]
    public async Task DownloadPage_InEveryState_HasNoViolation(string name, ExportState state, string text)
    {
        var home = await AddHomeAsync(0);
        var id = await AddAsync(home, name, state);
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page($"data-export/{id}"));
        await Expect(page.GetByText(text).First).ToBeVisibleAsync();

        await Accessibility.CheckAsync(page);
    }

    [Theory]
    [InlineData("exports", "No exports yet")]
    [InlineData("issues", "Nothing is unresolved")]
    [InlineData("issues?status=all", "No issues yet")]
    [InlineData("projects", "shop")]
    [InlineData("projects/new", "Create the project")]
    [InlineData("settings", "The other members see it.")]
    [InlineData("settings/security", "Change the password")]
    [InlineData("settings/tokens", "New token")]
    [InlineData("settings/members", "1 member")]
    [InlineData("settings/teams", "Everybody is in it")]
    [InlineData("settings/usage", "Events by project")]
    [InlineData("settings/organization", "Delete this organization")]
    [InlineData("settings/audit-log", "shop")]
    [InlineData("settings/audit-log?what=KeyDeleted", "Nothing matches")]
    [InlineData("exports/new", "Start the export")]
    [InlineData("discover", "No event matches")]
    [InlineData("discover?query=level%3A%28&field=id&field=nonsense%28", "Columns: id")]
    [InlineData("exports?state=failed&text=nothing", "Nothing matches")]
    [InlineData("exports/new?query_type=Issues-by-Tag", "The tag's key")]
    public async Task Page_AsItOpens_HasNoViolation(string address, string text)
    {
        var home = await AddHomeAsync(0);
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page(address));
        await Expect(page.Locator("main").GetByText(text).First).ToBeVisibleAsync();

        await Accessibility.CheckAsync(page);
    }

    [Theory]
    [InlineData("exports/new")]
    [InlineData("discover")]
    [InlineData("projects")]
    public async Task Page_WithoutAProject_LeadsToOneAndHasNoViolation(string address)
    {
        var (organization, owner) = await Server.People.AddOrganizationAsync();
        var page = await OpenAsync(owner);

        await page.GotoAsync($"/organizations/{organization}/{address}");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No projects yet" })).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "New project" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "New project" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task MyExports_WithEveryStateAndAQuestion_HasNoViolation()
    {
        var home = await AddHomeAsync(0);
        foreach (var (name, state, _) in States.Select(row => row.Data))
        {
            await AddAsync(home, name, state);
        }

        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page("exports"));
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(States.Count);
        await Accessibility.CheckAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete errors of the week" }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alertdialog)).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page);
    }

    [Fact]
    public async Task NewExport_WithMistakes_HasNoViolation()
    {
        var home = await AddHomeAsync(0);
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page("exports/new?query=level%3A%28&statsPeriod=custom&environment=nowhere"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the export" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).First).ToBeVisibleAsync();

        await Accessibility.CheckAsync(page);
    }

    [Fact]
    public async Task ProjectPage_WithAPreviewAndAnImport_HasNoViolation()
    {
        var home = await AddHomeAsync(0);
        await Server.Api(home.Owner.Token).ImportAsync(home.Organization, "shop", "message\r\nhello\r\n"u8.ToArray());
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page("projects/shop"));
        await ChooseFileAsync(
            page,
            new FilePayload { Name = "more.csv", MimeType = "text/csv", Buffer = "message,timestamp\r\nhello,never\r\nagain,2026-01-02\r\nagain,2026-01-03\r\n"u8.ToArray() });
        await Expect(page.Locator(".import-preview tbody tr")).ToHaveCountAsync(2);

        await Accessibility.CheckAsync(page);
    }

    [Theory]
    [InlineData("/admin/exports", "1,204,000 of 3,100,000 rows")]
    [InlineData("/admin/exports?text=nothing-of-the-kind", "Nothing matches")]
    [InlineData("/admin/queue", "1,204,000 of 3,100,000 rows")]
    [InlineData("/admin/storage", "What takes it")]
    [InlineData("/admin/organizations", "Turn exports off")]
    [InlineData("/admin/users", "Instance admin")]
    [InlineData("/admin/mail", "newest first")]
    [InlineData("/admin/options", "Exports:MaxRows")]
    [InlineData("/admin/audit-log", "Made an organization")]
    [InlineData("/admin/audit-log?to=2020-01-01", "Nothing matches")]
    public async Task AdminPage_AsItOpens_HasNoViolation(string address, string text)
    {
        var home = await AddHomeAsync(0);
        await AddAsync(home, "HalfWay", ExportState.Generating);
        await AddAsync(home, nameof(ExportStates.Valid), ExportState.Completed);
        var admin = await Server.WithDatabaseAsync(database => database.Users.SingleAsync(row => row.Email == ServerFixture.OwnerEmail));
        var page = await OpenAsync(new Person(admin.Id, admin.Email!, ServerFixture.OwnerToken));

        await page.GotoAsync(address);
        await Expect(page.Locator("main").GetByText(text).Locator("visible=true").First).ToBeVisibleAsync();

        await Accessibility.CheckAsync(page);
    }

    [Fact]
    public async Task MailPage_OfAMail_HasNoViolation()
    {
        var home = await AddHomeAsync(1);
        await RequestAsync(home, "by mail");
        await WorkAsync(() => MailedLinkAsync("completed", home.Owner.Email));
        var admin = await Server.WithDatabaseAsync(database => database.Users.SingleAsync(row => row.Email == ServerFixture.OwnerEmail));
        var page = await OpenAsync(new Person(admin.Id, admin.Email!, ServerFixture.OwnerToken));

        await page.GotoAsync("/admin/mail");
        await page.Locator("tbody a").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "As text" })).ToBeVisibleAsync();
        await Expect(page.GetByTitle("The mail as HTML")).ToBeVisibleAsync();

        // The frame runs no scripts, axe's neither: waiting for its answer would have no end.
        await page.Locator("iframe").EvaluateAsync("frame => frame.remove()");
        await Accessibility.CheckAsync(page);
    }

    [Theory]
    [InlineData("/account/sign-in", "Stay signed in")]
    [InlineData("/account/forgotten-password", "Send the link")]
    [InlineData("/account/reset-password", "This link does not work any more")]
    [InlineData("/invitation", "worth nothing any more")]
    [InlineData("/problem/500", "Something went wrong")]
    public async Task AccountPage_AsItOpens_HasNoViolation(string address, string text)
    {
        var page = await OpenAsync();

        await page.GotoAsync(address);
        await Expect(page.GetByText(text).First).ToBeVisibleAsync();

        await Accessibility.CheckAsync(page);
    }

    [Fact]
    public async Task Page_ThatIsMissing_HasNoViolation()
    {
        var home = await AddHomeAsync(0);
        var page = await OpenAsync(home.Owner);
        Allow("404");

        await page.GotoAsync(home.Page("nothing-of-the-kind"));
        await Expect(page.GetByText("There is nothing here")).ToBeVisibleAsync();

        await Accessibility.CheckAsync(page);
    }

    private async Task<string> AddAsync(Home home, string name, ExportState state)
    {
        var isHalfWay = state == ExportState.Generating;
        var id = await Server.AddExportAsync(home.Organization, home.Owner, isHalfWay ? ExportState.Queued : state, [home.ProjectId], Change(name));
        if (isHalfWay)
        {
            await BeatAsync(await ClaimAsync(id), 1_204_000, 3_100_000);
            if (name == "Cancelling")
            {
                await Server.WithDatabaseAsync(database => database.Exports.Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(export => export.CancelRequested, true)));
            }
        }

        return id;
    }

    private static Action<Export>? Change(string name) => name switch
    {
        nameof(ExportStates.Valid) => ExportStates.Valid,
        nameof(ExportStates.Truncated) => ExportStates.Truncated,
        nameof(ExportStates.Expired) => ExportStates.Expired,
        nameof(ExportStates.Failed) => ExportStates.Failed,
        _ => null,
    };
}
