using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using DataExport.Tests.Chaos;
using DataExport.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DataExport.Tests.Browser;

/// <summary>The server is killed under an open page, and comes back.</summary>
[Collection(ChaosCollection.Name)]
public sealed class LostConnectionTests(BrowserFixture browser)
{
    // Reconnecting is tried every three seconds.
    private const int Patience = 60_000;

    [Fact]
    public async Task NewExport_WhenTheServerIsKilledAndComesBack_KeepsWhatWasTyped()
    {
        await using var server = new ChaosServer();
        var urls = $"urls=http://127.0.0.1:{FreePort()}";
        await server.StartAndWaitAsync(urls);
        var home = await server.Address;
        await AddProjectAsync(home);
        await using var context = await browser.NewContextAsync(home);
        var page = await context.NewPageAsync();
        await page.GotoAsync($"/organizations/{ChaosServer.Organization}/exports/new");
        await page.GetByLabel("E-mail address").FillAsync("owner@example.com");
        await page.GetByLabel("Password").FillAsync("correct horse battery staple");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "90 days" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove release" }).ClickAsync();
        await page.GetByLabel("Format").SelectOptionAsync("TSV, between tabs");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("before");
        await page.GetByLabel("Name", new() { Exact = true }).PressAsync("Tab");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("name=before"));
        await page.EvaluateAsync("() => { window.stayed = true; }");

        await server.KillAsync();
        await Expect(page.GetByText("The connection was lost.")).ToBeVisibleAsync(new() { Timeout = Patience });
        await page.GetByLabel("Search").FillAsync("level:error while away");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("typed while away");
        await page.GetByText("Byte order mark").ClickAsync();
        await server.StartAndWaitAsync(urls);
        await page.WaitForFunctionAsync("() => window.stayed === undefined", null, new() { Timeout = Patience });

        // The address tells the server's part, the browser kept the rest; and the server has got both.
        await Expect(page.GetByLabel("Search")).ToHaveValueAsync("level:error while away");
        await Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("typed while away");
        await Expect(page.GetByLabel("Byte order mark")).ToBeCheckedAsync();
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "90 days" })).ToBeCheckedAsync();
        await Expect(page.GetByLabel("Format")).ToHaveValueAsync("tsv");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Add release" })).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("query=level%3Aerror%20while%20away.*name=typed%20while%20away.*bom=true"));
    }

    // Without one there is nothing to choose.
    private static async Task AddProjectAsync(Uri home)
    {
        using var http = new HttpClient { BaseAddress = home };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ChaosServer.Token);
        using var project = new StringContent("""{"name": "Shop"}""", System.Text.Encoding.UTF8, "application/json");
        using var made = await http.PostAsync($"/api/0/organizations/{ChaosServer.Organization}/projects/", project);
        made.EnsureSuccessStatusCode();
    }

    // The same again after the restart, as a server has its port in its settings.
    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
