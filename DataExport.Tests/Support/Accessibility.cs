using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace DataExport.Tests.Support;

/// <summary>Axe, in both themes.</summary>
internal static class Accessibility
{
    // Axe has no deadline of its own, and a page with much on it takes it some seconds.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private static readonly string[] Grave = ["serious", "critical"];

    /// <summary>Fails when axe finds something serious or critical on the page, in light or in dark.</summary>
    public static async Task CheckAsync(IPage page)
    {
        await CheckAsync(page, ColorScheme.Light, rules: null);

        // In the other theme nothing but the colours is another.
        await CheckAsync(page, ColorScheme.Dark, RunOnlyOptions.Rules("color-contrast", "link-in-text-block"));
    }

    private static async Task CheckAsync(IPage page, ColorScheme theme, RunOnlyOptions? rules)
    {
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = theme });
        var result = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations], RunOnly = rules }).WaitAsync(Deadline);
        var found = result.Violations.Where(violation => Grave.Contains(violation.Impact)).Select(violation => $"{violation.Id}: {violation.Help}; {Where(violation)}").ToList();
        Assert.True(found.Count == 0, $"{page.Url}, {theme}: {string.Join(Environment.NewLine, found)}");
    }

    private static string Where(AxeResultItem violation) => string.Join(" ", violation.Nodes.Select(node => node.Html).Take(3));
}
