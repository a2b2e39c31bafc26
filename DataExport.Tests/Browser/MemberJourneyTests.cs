using System.Net;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DataExport.Tests.Browser;

/// <summary>The way of a member: invited, joined, promoted, removed; and teams on the way (UI: Settings).</summary>
public sealed class MemberJourneyTests(QuietServer server, BrowserFixture browser) : BrowserTests(server, browser), IClassFixture<QuietServer>
{
    [Fact]
    public async Task Member_InvitedJoinedPromotedAndRemoved_SeesNothingInTheEnd()
    {
        var home = await AddHomeAsync(0);
        var owner = await OpenAsync(home.Owner);
        var email = $"ada{Server.NextNumber()}@example.com";
        await owner.GotoAsync(home.Page("settings/members"));
        await MarkAsync(owner);
        await owner.GetByLabel("E-mail address").FillAsync(email);
        await owner.GetByLabel("Role", new() { Exact = true }).SelectOptionAsync("Admin");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Send the invitation" }).DblClickAsync();
        await Expect(owner.GetByRole(AriaRole.Button, new() { Name = $"Send again to {email}" })).ToHaveCountAsync(1);

        var member = await OpenAsync();
        await member.GotoAsync(await MailedLinkAsync("invitation.", email));
        await Expect(member.GetByRole(AriaRole.Heading, new() { Name = $"Join {home.Organization}" })).ToBeVisibleAsync();
        await Accessibility.CheckAsync(member);
        await member.GetByLabel("Your name").FillAsync("Ada Lovelace");
        await member.GetByLabel("A password").FillAsync("a password of the tests");
        await member.GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync();
        await member.WaitForURLAsync($"**{home.Page("exports")}");
        await member.GotoAsync(home.Page("settings/members"));
        await Expect(Row(member, "Ada Lovelace")).ToContainTextAsync("(you)");
        await Expect(member.GetByRole(AriaRole.Button, new() { Name = "Send the invitation" })).ToHaveCountAsync(0);
        await Expect(member.GetByRole(AriaRole.Combobox)).ToHaveCountAsync(0);

        await owner.ReloadAsync();
        await owner.GetByLabel("Role of Ada Lovelace").SelectOptionAsync("Manager");
        await Expect(owner.GetByText("Ada Lovelace is a manager now.")).ToBeVisibleAsync();
        await member.ReloadAsync();
        await Expect(member.GetByRole(AriaRole.Button, new() { Name = "Send the invitation" })).ToBeVisibleAsync();

        await owner.GetByRole(AriaRole.Button, new() { Name = "Remove Ada Lovelace" }).ClickAsync();
        await Expect(owner.GetByRole(AriaRole.Alertdialog)).ToContainTextAsync($"{email} sees nothing of {home.Organization} from then on");
        await owner.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(owner.GetByText("Ada Lovelace was removed.")).ToBeVisibleAsync();
        await Expect(Row(owner, "Ada Lovelace")).ToHaveCountAsync(0);

        Allow("404");
        Assert.Equal((int)HttpStatusCode.NotFound, (await member.GotoAsync(home.Page("exports")))!.Status);
        Assert.Equal((int)HttpStatusCode.NotFound, (await member.Context.APIRequest.GetAsync($"{Server.Address}api/0/organizations/{home.Organization}/data-export/")).Status);
    }

    [Fact]
    public async Task Owner_WhoIsAlone_CannotStepDownOrLeave()
    {
        var home = await AddHomeAsync(0);
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page("settings/members"));
        var role = page.GetByLabel($"Role of {home.Owner.Email}");
        await role.SelectOptionAsync("Member");
        await Expect(page.GetByText("An organization needs an owner.")).ToBeVisibleAsync();
        await Expect(role).ToHaveValueAsync("Owner");
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave" }).ClickAsync();
        await page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Leave" }).ClickAsync();

        await Expect(page.GetByText("An organization needs an owner.").Last).ToBeVisibleAsync();
        await Expect(role).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Team_CreatedFilledRenamedAndDeleted_AsksBeforeTheLast()
    {
        var home = await AddHomeAsync(0);
        var member = await Server.People.AddMemberAsync(home.Organization, DataExport.Core.Organizations.OrganizationRole.Member);
        var page = await OpenAsync(home.Owner);
        await page.GotoAsync(home.Page("settings/teams"));
        await MarkAsync(page);

        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Checkout");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the team" }).ClickAsync();
        await page.GetByLabel("Add a member to Checkout").SelectOptionAsync(member.Email);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = $"Take {member.Email} out of Checkout" })).ToBeVisibleAsync();
        await page.GetByLabel("Add a project to Checkout").SelectOptionAsync("shop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take shop out of Everybody" }).ClickAsync();
        await Expect(page.GetByLabel("Add a project to Everybody")).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename Checkout" }).ClickAsync();
        await page.GetByLabel("New name of the team").FillAsync("Payments");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete Payments" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alertdialog)).ToContainTextAsync("Its 2 members and 1 project stay");
        await page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();

        await Expect(page.GetByText("“Payments” was deleted.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Everybody", Exact = false })).ToHaveCountAsync(2);
        await StayedAsync(page);
    }

    [Fact]
    public async Task Owner_OnTheAuditLog_SeesAndFiltersTheOrganizationsPart()
    {
        var (other, home) = (await AddHomeAsync(0), await AddHomeAsync(0));
        var member = await Server.People.AddMemberAsync(home.Organization, OrganizationRole.Manager);
        var page = await OpenAsync(home.Owner);
        await page.GotoAsync(home.Page("settings/members"));
        await MarkAsync(page);

        await page.GetByRole(AriaRole.Navigation, new() { Name = "Settings" }).GetByRole(AriaRole.Link, new() { Name = "Audit log" }).ClickAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await Expect(page.GetByRole(AriaRole.Main)).Not.ToContainTextAsync(other.Owner.Email);
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Organization" })).ToHaveCountAsync(0);
        await page.GetByLabel("What", new() { Exact = true }).SelectOptionAsync("Made a project");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator("tbody tr")).ToContainTextAsync("shop");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Who: e-mail address" }).FillAsync(other.Owner.Email);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("Nothing matches")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Show all" }).ClickAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await StayedAsync(page);

        var manager = await OpenAsync(member);
        await manager.GotoAsync(home.Page("settings/members"));
        await Expect(manager.GetByRole(AriaRole.Button, new() { Name = "Send the invitation" })).ToBeVisibleAsync();
        await Expect(manager.GetByRole(AriaRole.Link, new() { Name = "Audit log" })).ToHaveCountAsync(0);
    }

    private static ILocator Row(IPage page, string name) => page.GetByRole(AriaRole.Row).Filter(new() { HasText = name });
}
