using Microsoft.Playwright;

namespace DataExport.Bench.Screens;

/// <summary>Chromium, as the distribution installs it.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    /// <summary>What a run ends with where it is missing.</summary>
    public const int Missing = 2;

    private const string Program = "/usr/bin/chromium";

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly IPlaywright _playwright;

    private Chromium(IPlaywright playwright) => _playwright = playwright;

    /// <summary>Gets it ready. Null, after having said so, where it is missing.</summary>
    public static async Task<Chromium?> FindAsync()
    {
        if (File.Exists(Program))
        {
            return new Chromium(await Playwright.CreateAsync());
        }

        await Console.Error.WriteLineAsync($"{Program} is missing, without which screens cannot be measured. Install it (on Debian: apt-get install chromium), then run this again.");
        return null;
    }

    /// <summary>Starts it with an empty profile.</summary>
    public async Task<IBrowser> LaunchAsync() =>
        await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = Arguments });

    /// <summary>A page of a person who has just signed in by the form, on that page of the server.</summary>
    public static async Task<IPage> SignInAsync(IBrowser browser, ScreenServer server, string address)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = server.Address.ToString(), ReducedMotion = ReducedMotion.Reduce });
        var page = await context.NewPageAsync();
        await page.GotoAsync(address);
        await FillInAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        return page;
    }

    /// <summary>Fills the form of the sign-in page in.</summary>
    public static async Task FillInAsync(IPage page)
    {
        await page.GetByLabel("E-mail address").FillAsync(ScreenServer.Email);
        await page.GetByLabel("Password").FillAsync(ScreenServer.Password);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _playwright.Dispose();
        return ValueTask.CompletedTask;
    }
}
