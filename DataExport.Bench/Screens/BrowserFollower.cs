using Microsoft.Playwright;

namespace DataExport.Bench.Screens;

/// <summary>My Exports in Chromium: notes in the page itself when each step of an export came up.</summary>
internal sealed class BrowserFollower
{
    private const string Watch = """
        () => {
          const seen = window.seen = [];
          const last = new Map();
          const look = () => {
            for (const row of document.querySelectorAll("tbody tr")) {
              const id = row.querySelector(".name-link").getAttribute("href").split("/").pop();
              const state = row.querySelector(".badge").textContent.trim();
              const phase = state === "Queued" ? 0 : state === "Generating" ? 1 : 2;
              const rows = phase === 1 ? Number(/^[\d,]+/.exec(row.querySelector(".progress-text").textContent.trim())?.[0].replaceAll(",", "") ?? 0) : 0;
              const now = `${phase} ${rows}`;
              if (last.get(id) === now) continue;
              last.set(id, now);
              seen.push({ exportId: id, phase, rows, at: performance.timeOrigin + performance.now() });
            }
          };
          new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
          look();
        }
        """;

    private readonly IPage _page;

    private BrowserFollower(IPage page) => _page = page;

    /// <summary>Signs in, in a session of its own, and opens the page.</summary>
    public static async Task<BrowserFollower> OpenAsync(IBrowser browser, ScreenServer server)
    {
        var page = await Chromium.SignInAsync(browser, server, $"/organizations/{ScreenServer.Organization}/exports");
        await page.Locator(".name-link").First.WaitForAsync();
        await page.EvaluateAsync(Watch);
        return new BrowserFollower(page);
    }

    /// <summary>What it has shown so far.</summary>
    public async Task<ShownSteps> ShownAsync()
    {
        var shown = new ShownSteps();
        foreach (var seen in await _page.EvaluateAsync<Seen[]>("() => window.seen"))
        {
            shown.Note(new Step(seen.ExportId, seen.Phase, seen.Rows, seen.At));
        }

        return shown;
    }

    private sealed class Seen
    {
        public string ExportId { get; set; } = "";

        public int Phase { get; set; }

        public long Rows { get; set; }

        public double At { get; set; }
    }
}
