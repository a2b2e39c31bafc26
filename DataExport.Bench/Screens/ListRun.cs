using System.Diagnostics;
using System.Globalization;
using DataExport.Core.Exports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace DataExport.Bench.Screens;

/// <summary>My Exports of a person who has ten thousand: how long until another page, or what a filter leaves, is on the screen.</summary>
internal static class ListRun
{
    private const int Ended = 9_950;
    private const int Queued = 50;
    private const int PageSize = 25;
    private const int LastPage = (Ended + Queued) / PageSize;
    private const int Times = 40;

    // Milliseconds from what the person does to the frame that shows other rows than before.
    private const string Arm = """
        happening => {
          const names = () => [...document.querySelectorAll(".name-link, .empty h2")].map(name => name.textContent).join("\n");
          const before = names();
          window.shown = new Promise(done => {
            let start;
            const note = event => start ??= event.timeStamp;
            addEventListener(happening, note, { capture: true, once: true });
            const observer = new MutationObserver(() => {
              if (start === undefined || names() === before) return;
              observer.disconnect();
              removeEventListener(happening, note, true);
              requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
            });
            observer.observe(document.body, { subtree: true, childList: true, characterData: true });
          });
        }
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
        // Without exporters, so that the queue stands still.
        await using var server = ScreenServer.Start(new() { ["Exports:Exporters"] = "0" });
        await ManyExports.AddAsync(server, Ended, Queued);
        await MeasureDataAsync(server);
        await using var browser = await chromium.LaunchAsync();
        await MeasureScreenAsync(await Chromium.SignInAsync(browser, server, $"/organizations/{ScreenServer.Organization}/exports"));
        return 0;
    }

    private static async Task MeasureDataAsync(ScreenServer server)
    {
        var (catalogue, access) = (server.Services.GetRequiredService<ExportCatalogue>(), await server.AccessAsync());
        Delays.Print($"the data of a page of {Ended + Queued:N0} exports, read by the page's service:");
        await ReadAsync("first page, all of it in the queue", new ExportFilter());
        await ReadAsync("middle page", new ExportFilter { Skip = LastPage / 2 * PageSize });
        await ReadAsync("last page", new ExportFilter { Skip = (LastPage - 1) * PageSize });
        await ReadAsync("completed, first page", new ExportFilter { States = [ExportState.Completed] });
        await ReadAsync("failed, first page", new ExportFilter { States = [ExportState.Failed] });
        await ReadAsync("failed, last page", new ExportFilter { States = [ExportState.Failed], Skip = (Ended / 20) - PageSize });
        await ReadAsync("a text in every 53rd name", new ExportFilter { NameContains = "week 17 " });
        await ReadAsync("a text in one name", new ExportFilter { NameContains = "number 00042" });
        await ReadAsync("a text in no name", new ExportFilter { NameContains = "nothing of the kind" });

        async Task ReadAsync(string what, ExportFilter filter)
        {
            var times = new List<double>();
            for (var time = -3; time < Times; time++)
            {
                var watch = Stopwatch.StartNew();
                await catalogue.ListAsync(access, filter, CancellationToken.None);
                if (time >= 0)
                {
                    times.Add(watch.Elapsed.TotalMilliseconds);
                }
            }

            Delays.Print(what, times);
        }
    }

    private static async Task MeasureScreenAsync(IPage page)
    {
        Delays.Print($"the page in Chromium, from what the person does to the frame that shows it:");
        await MeasureAsync(page, "the next page", "click", Range(1), number => OlderAsync(page, number + 1));
        await MeasureAsync(page, "a page far away", "far", Range(7), number => GoAsync(page, $"?page={(number * 37 % LastPage) + 1}"));
        await GoAndWaitAsync(page, $"?page={LastPage - Times - 4}");
        await MeasureAsync(page, "the next page, close to the end", "click", Range(LastPage - Times - 3), number => OlderAsync(page, number));
        await GoAndWaitAsync(page, "");
        await MeasureAsync(page, "a text, typed, that 190 names have", "keydown", Range(1), number => TypeAsync(page, $"week {number % 53} "));
        await MeasureAsync(page, "a text, typed, that one name has", "keydown", Range(1), number => TypeAsync(page, $"number {number * 211:D5}"));
        await GoAndWaitAsync(page, "");
        await MeasureAsync(page, "a state", "change", Range(1), number => ChooseAsync(page, (number % 3) switch { 0 => "", 1 => "failed", _ => "cancelled" }));

        static IEnumerable<int> Range(int first) => Enumerable.Range(first, Times);
    }

    private static async Task MeasureAsync(IPage page, string what, string happening, IEnumerable<int> numbers, Func<int, Task> act)
    {
        var times = new List<double>();
        foreach (var number in numbers)
        {
            await page.Locator(".name-link").First.WaitForAsync();
            await page.EvaluateAsync(Arm, happening);
            await act(number);
            times.Add(await page.EvaluateAsync<double>("() => window.shown"));
        }

        Delays.Print(what, times);
    }

    private static async Task OlderAsync(IPage page, int number)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Older exports" }).ClickAsync();
        var first = ((number - 1) * PageSize) + 1;
        await page.GetByText(string.Create(CultureInfo.InvariantCulture, $"{first:N0} to {first + PageSize - 1:N0} of {Ended + Queued:N0}")).WaitForAsync();
    }

    // As a link within the pages does.
    private static Task GoAsync(IPage page, string query) => page.EvaluateAsync(
        "address => { dispatchEvent(new Event('far')); Blazor.navigateTo(address); }", $"/organizations/{ScreenServer.Organization}/exports{query}");

    private static async Task GoAndWaitAsync(IPage page, string query)
    {
        await page.EvaluateAsync(Arm, "far");
        await GoAsync(page, query);
        await page.EvaluateAsync("() => window.shown");
    }

    private static async Task TypeAsync(IPage page, string text)
    {
        await page.GetByLabel("Find by name").FillAsync(text);
        await page.GetByLabel("Find by name").PressAsync("Enter");
    }

    private static Task ChooseAsync(IPage page, string state) => page.GetByLabel("State", new() { Exact = true }).SelectOptionAsync(state);
}
