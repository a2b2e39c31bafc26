using Microsoft.Playwright;

namespace DataExport.Tests.Support;

/// <summary>
/// Debian's Chromium, driven by Playwright; tests that need it are skipped, and say why, where it is missing. Without a window of its own
/// (<c>chromium-headless-shell</c>) it needs half the time: the whole browser draws its own buttons and menus, too, headless or not.
/// </summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Programs = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    // Milliseconds; a machine that also builds is slow.
    private const int Patience = 20_000;

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Array.Find(Programs, File.Exists) is not { } program)
        {
            return;
        }

        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync().WaitAsync(Eventually.Deadline);
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = Arguments });
    }

    /// <summary>A browser that knows nothing yet. Skips the test where there is none.</summary>
    public async Task<IBrowserContext> NewContextAsync(Uri address)
    {
        Assert.SkipWhen(_browser is null, $"{string.Join(" and ", Programs)} are missing; ./test.sh installs it where it can.");
        var context = await _browser!.NewContextAsync(
            new BrowserNewContextOptions { BaseURL = address.ToString(), AcceptDownloads = true, ReducedMotion = ReducedMotion.Reduce });
        context.SetDefaultTimeout(Patience);
        return context;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync().AsTask().WaitAsync(Eventually.Deadline);
        }

        _playwright?.Dispose();
    }
}
