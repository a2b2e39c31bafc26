using System.Globalization;
using DataExport.Core.Demo;
using DataExport.Core.Events;

namespace DataExport.Bench;

/// <summary>A CSV file of believable log records, for trials of the import.</summary>
internal static class SampleFile
{
    private static readonly DateTime End = new(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Writes the file; its mapping is returned.</summary>
    public static string Write(long rows, string path)
    {
        var projects = new Dictionary<string, int> { ["storefront"] = 1, ["checkout-api"] = 2, ["mobile-app"] = 3 };
        using var writer = new StreamWriter(path);
        writer.WriteLine("Time,Level,Component,User,Release,Content,Route,Host,Order");
        foreach (var created in DemoEvents.Create(projects, End, checked((int)rows)))
        {
            writer.WriteLine(string.Join(',', Cells(created).Select(Quote)));
        }

        return """{"timestamp": "Time", "level": "Level", "logger": "Component", "user.id": "User", "release": "Release", "message": "Content"}""";
    }

    private static string[] Cells(NewEvent created) =>
    [
        Timestamps.ToDateTime(created.Timestamp).ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
        created.Level, created.Logger!, created.UserId!, created.Release!, created.Message!, created.Transaction!, created.ServerName ?? "",
        created.EventId.ToString(),
    ];

    private static string Quote(string cell) =>
        cell.AsSpan().ContainsAny(',', '"', '\n') ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
