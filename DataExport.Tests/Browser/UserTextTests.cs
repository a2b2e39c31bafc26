using System.Net;
using DataExport.Tests.Support;
using Microsoft.Playwright;

namespace DataExport.Tests.Browser;

/// <summary>Texts of people that turn the direction of writing (U+202E) leave the rest of the page alone.</summary>
public sealed class UserTextTests(QuietServer server, BrowserFixture browser) : BrowserTests(server, browser), IClassFixture<QuietServer>
{
    private const string Turning = "in\u2069voice\u202Efdp";

    // The number of pixels from one letter of an element's text to a later one: negative when it reads from right to left.
    private const string Distance = """
        (element, [first, second]) => {
            const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
            const left = word => {
                for (walker.currentNode = element; walker.nextNode();) {
                    const at = walker.currentNode.data.indexOf(word);
                    if (at >= 0) {
                        const range = document.createRange();
                        range.setStart(walker.currentNode, at);
                        range.setEnd(walker.currentNode, at + 1);
                        return range.getBoundingClientRect().left;
                    }
                }
                throw new Error(word + " is not there");
            };
            return left(second) - left(first);
        }
        """;

    [Fact]
    public async Task ExportRow_OfATurningSearch_ReadsOn()
    {
        var home = await AddHomeAsync(1);
        (await Server.Api(home.Owner.Token).PostAsync(
            $"organizations/{home.Organization}/data-export/",
            $$"""{"query_type": "Discover", "query_info": {"field": ["timestamp", "message"], "query": "{{Turning}}"}, "name": "{{Turning}}"}""")).Expect(HttpStatusCode.Created);
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page("exports"));

        await ReadsOnAsync(page.Locator(".summary").First, "2", "columns");
    }

    [Fact]
    public async Task ImportButton_OfATurningFile_ReadsOn()
    {
        var home = await AddHomeAsync(0);
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page("projects/shop"));
        await ChooseFileAsync(page, new FilePayload { Name = $"{Turning}.csv", MimeType = "text/csv", Buffer = [.. "timestamp,message\n\u202Enoon,x\n1,ok\n"u8] });

        await ReadsOnAsync(page.Locator(".import-errors li").First, "no", "ISO");
        await ReadsOnAsync(page.GetByRole(AriaRole.Button, new() { Name = "Import in" }), "fdp", ".csv");
    }

    private static async Task ReadsOnAsync(ILocator text, string first, string second)
    {
        await text.WaitForAsync();
        var distance = await text.EvaluateAsync<double>(Distance, new[] { first, second });
        Assert.True(distance > 0, $"\"{second}\" stands {distance} pixels from \"{first}\".");
    }
}
