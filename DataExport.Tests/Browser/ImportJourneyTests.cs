using System.Text;
using DataExport.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DataExport.Tests.Browser;

/// <summary>A file that comes in by the project's page.</summary>
public sealed class ImportJourneyTests(QuietServer server, BrowserFixture browser) : BrowserTests(server, browser), IClassFixture<QuietServer>
{
    private const string Header = "Date,Time,Level,Content,Room\r\n";

    [Fact]
    public async Task File_PreviewedImportedAndUndone_IsThereAndGoneAgain()
    {
        var home = await AddHomeAsync(0);
        var others = Spooled();
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page("projects/shop"));
        await ChooseAsync(page, "rooms.csv", Header + "2026-01-02,03:04:05,warn,\"too, warm\",R1\r\n2026-01-02,03:04:06,info,better,R2\r\nyesterday,noon,info,never,R3\r\n");
        await Expect(page.GetByLabel("timestamp", new() { Exact = true })).ToHaveValueAsync("Date");
        await Expect(page.Locator(".import-preview tbody tr")).ToHaveCountAsync(2);
        await Expect(page.Locator(".import-preview tbody tr").First).ToContainTextAsync("2026-01-02 03:04:05");
        await Expect(page.Locator(".import-preview tbody tr").First).ToContainTextAsync("too, warm");
        await Expect(page.GetByText("1 row of these will be left out:")).ToBeVisibleAsync();
        await Expect(page.GetByText("Line 4, Date + Time")).ToBeVisibleAsync();
        await page.GetByLabel("environment", new() { Exact = true }).SelectOptionAsync("=");
        await page.GetByLabel("environment, for every row").FillAsync("staging");
        await page.GetByLabel("environment, for every row").PressAsync("Tab");
        await Expect(page.Locator(".import-preview tbody tr").First).ToContainTextAsync("environment staging");
        Assert.Empty(await EventsAsync(home));
        await MarkAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Import rooms.csv" }).DblClickAsync();
        await Expect(Imports(page)).ToHaveCountAsync(1);
        await Expect(Imports(page)).ToContainTextAsync("Stored");
        await page.GetByText("1 row left out").ClickAsync();
        await Expect(Imports(page).GetByText("Line 4, Date + Time")).ToBeVisibleAsync();
        Assert.Equal([["R2", "better", "info", "staging"], ["R1", "too, warm", "warning", "staging"]], await EventsAsync(home));

        await page.GetByRole(AriaRole.Button, new() { Name = "Undo the import of rooms.csv" }).DblClickAsync();
        await Expect(page.GetByRole(AriaRole.Alertdialog)).ToContainTextAsync("2 events of “rooms.csv” will be removed for good.");
        await page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(Imports(page)).ToContainTextAsync("Undone");
        await Expect(page.GetByRole(AriaRole.Alertdialog)).ToHaveCountAsync(0);
        Assert.Empty(await EventsAsync(home));
        Assert.Empty(Spooled().Except(others));
        await StayedAsync(page);
    }

    [Theory]
    [InlineData("PK\u0003\u0004\0\0\0 not a table \0\0\0", "The file is a ZIP archive or a workbook: unpack it, or save it as CSV.")]
    [InlineData("", "")]
    public async Task File_OfGarbage_IsRefusedWithASentenceAndAnotherCanBeChosen(string garbage, string sentence)
    {
        var home = await AddHomeAsync(0);
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page("projects/shop"));
        await ChooseAsync(page, "garbage.csv", garbage);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(sentence);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Import garbage.csv" }).And(page.Locator(":enabled"))).ToHaveCountAsync(0);
        await ChooseAsync(page, "good.csv", Header + "2026-01-02,03:04:05,info,good,R1\r\n");

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Import good.csv" })).ToBeEnabledAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(Header)]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]
    public async Task File_WithoutRows_IsNotOfferedForImport(string file)
    {
        var home = await AddHomeAsync(0);
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page("projects/shop"));
        await ChooseAsync(page, "empty.csv", file);

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The file has no rows, so there is nothing to import.");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Import empty.csv" })).ToBeDisabledAsync();
    }

    [Fact]
    public async Task File_WhoseRowsAreBad_IsRefusedWhenItIsReadThroughAndNothingIsStored()
    {
        var home = await AddHomeAsync(0);
        var page = await OpenAsync(home.Owner);

        await page.GotoAsync(home.Page("projects/shop"));
        await ChooseAsync(page, "bad.csv", Header + "never,ever,info,one,R1\r\nnor,this,info,two,R2\r\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "Import bad.csv" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Expect(Imports(page)).ToHaveCountAsync(0);
        Assert.Empty(await EventsAsync(home));
    }

    private static ILocator Imports(IPage page) => page.GetByRole(AriaRole.Table, new() { Name = "Imports" }).Locator("tbody tr");

    private static Task ChooseAsync(IPage page, string name, string text) =>
        ChooseFileAsync(page, new FilePayload { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) });

    // The drafts of a circuit whose browser has gone lie there until the circuit goes, too.
    private string[] Spooled() => Directory.GetFiles(Path.Combine(Server.DataPath, "imports"));

    // What is in the store, read past the product: room, message, level and environment, newest first.
    private async Task<List<string[]>> EventsAsync(Home home)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(Server.DataPath, "events.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT json_extract(tags, '$.Room'), message, level, environment FROM events WHERE project_id = $project ORDER BY timestamp DESC, id DESC";
        command.Parameters.AddWithValue("$project", home.ProjectId);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string[]>();
        while (await reader.ReadAsync())
        {
            rows.Add([reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3)]);
        }

        return rows;
    }
}
