using Microsoft.Playwright;

namespace DataExport.Tests.Support;

/// <summary>Somebody's browser with one page, watched from the start.</summary>
/// <param name="Page">The page.</param>
/// <param name="Guard">Watches it.</param>
internal sealed record OpenBrowser(IPage Page, PageGuard Guard)
{
    /// <summary>Opens a browser without a session.</summary>
    public static async Task<OpenBrowser> AsStrangerAsync(BrowserFixture browser, ServerFixture server)
    {
        var context = await browser.NewContextAsync(server.Address);
        var guard = await PageGuard.OfAsync(context, server.Address);
        return new OpenBrowser(await context.NewPageAsync().WaitAsync(Eventually.Deadline), guard);
    }

    /// <summary>Opens a browser in which the person is signed in.</summary>
    public static async Task<OpenBrowser> AsAsync(BrowserFixture browser, ServerFixture server, Person person)
    {
        var opened = await AsStrangerAsync(browser, server);
        await opened.Page.Context.AddCookiesAsync((await server.People.CookiesAsync(person)).Select(cookie =>
            new Cookie { Name = cookie.Name, Value = cookie.Value, Url = server.Address.ToString() }));
        return opened;
    }
}
