using System.Net;
using DataExport.Tests.Support;

namespace DataExport.Tests.Api;

/// <summary>
/// Real logs go in by import and come out by export, whole: every row once, newest first, with values unchanged but for the
/// documented folding of levels and the form of times. What is expected is worked out from the source file by this class alone.
/// </summary>
public sealed class LoghubTests(ServerFixture server)
{
    private const string LevelOriginal = "tags[level_original]";
    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    private static readonly Dictionary<string, string> Levels = new(StringComparer.Ordinal)
    {
        ["error"] = "error", ["notice"] = "info", ["INFO"] = "info", ["WARN"] = "warning", ["WARNING"] = "warning",
        ["ERROR"] = "error", ["SEVERE"] = "error", ["FATAL"] = "fatal",
    };

    [Fact]
    public Task Apache_ImportAndExport_GivesSourceRows() => RoundTripAsync(
        "Apache.csv",
        """{"timestamp": "Time", "timestampFormat": "ddd MMM dd HH:mm:ss yyyy", "message": "Content", "level": "Level", "environment": "=staging"}""",
        new() { ["Content"] = "message" },
        row => ApacheTime(row["Time"]),
        ["Time"],
        environment: "staging");

    [Fact]
    public Task Bgl_ImportAndExport_GivesSourceRows() => RoundTripAsync(
        "BGL.csv",
        """{"timestamp": "Time", "timestampFormat": "yyyy-MM-dd-HH.mm.ss.ffffff", "message": "Content", "level": "Level", "logger": "Component", "server_name": "Node", "platform": "Type"}""",
        new() { ["Content"] = "message", ["Component"] = "logger", ["Node"] = "server_name", ["Type"] = "platform" },
        row => $"{row["Time"][..10]}T{row["Time"][11..19].Replace('.', ':')}{row["Time"][19..]}Z",
        ["Time"]);

    [Fact]
    public Task Hdfs_ImportAndExport_GivesSourceRows() => RoundTripAsync(
        "HDFS.csv",
        """{"timestamp": ["Date", "Time"], "timestampFormat": "yyMMdd HHmmss", "message": "Content", "level": "Level", "transaction": "Component", "dist": "Pid"}""",
        new() { ["Content"] = "message", ["Component"] = "transaction", ["Pid"] = "dist" },
        row => HdfsTime(row["Date"], row["Time"]),
        ["Date", "Time"]);

    [Fact]
    public Task OpenStack_ImportAndExport_GivesSourceRows() => RoundTripAsync(
        "OpenStack.csv",
        """{"timestamp": ["Date", "Time"], "message": "Content", "level": "Level", "logger": "Component", "release": "Logrecord"}""",
        new() { ["Content"] = "message", ["Component"] = "logger", ["Logrecord"] = "release" },
        row => $"{row["Date"]}T{row["Time"]}000Z",
        ["Date", "Time"]);

    private async Task RoundTripAsync(
        string file, string mapping, Dictionary<string, string> mapped, Func<Dictionary<string, string>, string> time, string[] timeColumns, string environment = "production")
    {
        var path = SharedData.Find(Path.Combine("loghub", file));
        var (organization, owner) = await server.People.AddOrganizationAsync();
        var project = await server.People.AddProjectAsync(organization, owner, "logs");
        var api = server.Api(owner.Token);
        var source = Rows(await File.ReadAllTextAsync(path));
        var tags = source[0].Keys.Where(column => column != "Level" && !mapped.ContainsKey(column) && !timeColumns.Contains(column)).ToArray();

        await using (var stream = File.OpenRead(path))
        {
            (await api.ImportFormAsync(organization, project.Slug, new StreamContent(stream), mapping, file))
                .ExpectJson(HttpStatusCode.OK, $$"""{"imported":{{source.Count}},"rejected":0,"errors":[]}""");
        }

        string[] columns = ["timestamp", "level", LevelOriginal, "environment", .. mapped.Values, .. tags.Select(tag => $"tags[{tag}]")];
        var exported = CsvText.Read(await api.ExportAsync(organization, project.Id, columns));

        // Newest first; of the same time, the later line first.
        var expected = source.Select((row, line) => (Time: time(row), Line: line, Row: row))
            .OrderByDescending(item => item.Time, StringComparer.Ordinal).ThenByDescending(item => item.Line)
            .Select(item => Cells(item.Time, item.Row));

        Assert.Equal(2000, source.Count);
        Assert.Equal(columns, exported[0]);
        Assert.Equal(expected, exported.Skip(1));

        string[] Cells(string when, Dictionary<string, string> row)
        {
            var level = Levels[row["Level"]];
            return [when, level, level == row["Level"] ? "" : row["Level"], environment, .. mapped.Keys.Select(column => row[column]), .. tags.Select(tag => row[tag])];
        }
    }

    private static List<Dictionary<string, string>> Rows(string text)
    {
        var records = CsvText.Read(text);
        return [.. records.Skip(1).Select(record => records[0].Zip(record).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal))];
    }

    // "Sun Dec 04 04:47:44 2005"
    private static string ApacheTime(string text)
    {
        var parts = text.Split(' ');
        return $"{parts[4]}-{Array.IndexOf(Months, parts[1]) + 1:00}-{parts[2]}T{parts[3]}.000000Z";
    }

    // "081109" and "203615"
    private static string HdfsTime(string date, string time) =>
        $"20{date[..2]}-{date[2..4]}-{date[4..]}T{time[..2]}:{time[2..4]}:{time[4..]}.000000Z";
}
