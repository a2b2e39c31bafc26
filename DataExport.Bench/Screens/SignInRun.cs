using Microsoft.Playwright;

namespace DataExport.Bench.Screens;

/// <summary>From the click on <em>Sign in</em>, in a browser that knows nothing yet, until the first page does what a click on it asks for.</summary>
internal static class SignInRun
{
    private const int Times = 20;
    private const int Exports = 60;

    // In every page of the tab: notes the click on the form, across the pages that it leads over; on My Exports presses a button of the
    // list as soon as it is there, and notes when the list is there and when it has followed the button.
    private const string Watch = """
        (() => {
          const arrived = () => performance.timeOrigin + performance.getEntriesByType("navigation")[0].responseStart;
          const now = () => performance.timeOrigin + performance.now();
          addEventListener("click", event => {
            if (event.isTrusted && event.target.closest("button[type=submit]")) sessionStorage.setItem("clicked", performance.timeOrigin + event.timeStamp);
          }, true);
          const clicked = Number(sessionStorage.getItem("clicked"));
          if (!clicked) return;
          let shown, first;
          window.reacted = new Promise(done => {
            const observer = new MutationObserver(() => {
              const name = document.querySelector(".name-link")?.textContent;
              if (!name) return;
              if (shown === undefined) {
                [shown, first] = [now() - clicked, name];
                document.querySelector("[aria-label='Older exports']").click();
              } else if (name !== first) {
                observer.disconnect();
                requestAnimationFrame(() => setTimeout(() => done([arrived() - clicked, shown, now() - clicked])));
              }
            });
            observer.observe(document, { subtree: true, childList: true, characterData: true });
          });
        })();
        """;

    /// <summary>Runs it.</summary>
    public static async Task<int> RunAsync()
    {
        await using var chromium = await Chromium.FindAsync();
        if (chromium is null)
        {
            return Chromium.Missing;
        }

        Delays.PrintLoad();
        await using var server = ScreenServer.Start([]);
        await ManyExports.AddAsync(server, Exports, queued: 0);
        var times = new List<double[]>();
        // The first ones warm the server up.
        for (var time = -3; time < Times; time++)
        {
            var measured = await MeasureAsync(chromium, server);
            if (time >= 0)
            {
                times.Add(measured);
            }
        }

        Delays.Print($"a new browser each time, from the click on Sign in:");
        Delays.Print("until the first page begins to arrive", [.. times.Select(measured => measured[0])]);
        Delays.Print("until its list is there", [.. times.Select(measured => measured[1])]);
        Delays.Print("until the list has followed a click", [.. times.Select(measured => measured[2])]);
        return 0;
    }

    private static async Task<double[]> MeasureAsync(Chromium chromium, ScreenServer server)
    {
        await using var browser = await chromium.LaunchAsync();
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = server.Address.ToString() });
        await context.AddInitScriptAsync(Watch);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");
        await Chromium.FillInAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync("**/exports*");
        return await page.EvaluateAsync<double[]>("() => window.reacted");
    }
}
