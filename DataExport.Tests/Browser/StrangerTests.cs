using System.Net;
using DataExport.Core.Organizations;
using DataExport.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DataExport.Tests.Browser;

/// <summary>Who follows a link to an export of people that they do not belong to.</summary>
public sealed class StrangerTests(QuietServer server, BrowserFixture browser) : BrowserTests(server, browser), IClassFixture<QuietServer>
{
    [Fact]
    public async Task Stranger_WithTheLinks_Gets404Everywhere()
    {
        var home = await AddHomeAsync(1);
        var id = await RequestAsync(home, "secret");
        var finished = await FinishAsync(home, id);
        var stranger = (await Server.People.AddOrganizationAsync()).Owner;
        var page = await OpenAsync(stranger);
        Allow("404");

        var shown = await page.GotoAsync(home.Page($"data-export/{id}"));

        Assert.Equal(404, shown!.Status);
        await Expect(page.GetByText("There is nothing here")).ToBeVisibleAsync();
        await Expect(page.GetByText("secret")).ToHaveCountAsync(0);
        foreach (var link in new[] { finished["page"]!, finished["download"]!, finished["download"]! + "?compression=gzip", $"/api/0/organizations/{home.Organization}/data-export/{id}/" })
        {
            Assert.Equal(404, (await page.Context.APIRequest.GetAsync(link)).Status);
        }
    }

    [Fact]
    public async Task Colleague_WithTheLink_GetsTheFile()
    {
        var home = await AddHomeAsync(3);
        var id = await RequestAsync(home, "shared");
        await FinishAsync(home, id);
        var page = await OpenAsync(await Server.People.AddMemberAsync(home.Organization, OrganizationRole.Member));

        await page.GotoAsync(home.Page($"data-export/{id}"));
        var file = await DownloadAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Download CSV" }));

        Assert.Equal(4, TrickyTexts.Read(file).Count);
    }

    private async Task<IReadOnlyDictionary<string, string?>> FinishAsync(Home home, string id)
    {
        var api = Server.Api(home.Owner.Token);
        ApiAnswer? done = null;
        await WorkAsync(async () => done = await Eventually.GetAsync(
            () => api.GetAsync($"organizations/{home.Organization}/data-export/{id}/"), answer => answer["state"] == "Completed", "the export is Completed"));
        var links = done!.Expect(HttpStatusCode.OK).Json.GetProperty("links");
        return links.EnumerateObject().ToDictionary(link => link.Name, link => link.Value.GetString());
    }
}
