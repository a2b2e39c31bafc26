using System.Globalization;

namespace DataExport.Tests.Core.Queries.Differential;

/// <summary>One event as plain values; what each column of it shows is said here once more, without the product's help.</summary>
internal sealed class ModelEvent
{
    public required int Id { get; init; }

    public required int Project { get; init; }

    public required string EventId { get; init; }

    public required long Timestamp { get; init; }

    public required long Received { get; init; }

    public required string Fingerprint { get; init; }

    public int Issue { get; set; }

    public int IssueNumber { get; set; }

    public string Status { get; set; } = "unresolved";

    public bool? Handled { get; init; }

    /// <summary>The columns that are plain text; an empty text is absent.</summary>
    public required Dictionary<string, string?> Texts { get; init; }

    public required Dictionary<string, string> Tags { get; init; }

    public required Dictionary<string, Dictionary<string, ModelJson>> Contexts { get; init; }

    public required Dictionary<string, ModelJson> Extra { get; init; }

    public string Slug => TemporaryStore.Slugs[Project];

    /// <summary>What a file shows in that column; null for an empty cell.</summary>
    public string? Show(string column)
    {
        var shown = column switch
        {
            "id" => EventId,
            "timestamp" => Time(Timestamp),
            "received" => Time(Received),
            "project" => Slug,
            "project.id" => $"{Project}",
            "issue" => $"{Slug.ToUpperInvariant()}-{IssueNumber}",
            "issue.id" => $"{Issue}",
            "error.handled" => Handled switch { true => "true", false => "false", null => null },
            "user" => new[] { "user.id", "user.email", "user.username", "user.ip" }.Select(Show).FirstOrDefault(text => text is not null),
            _ when Texts.TryGetValue(column, out var text) => text,
            _ when column.StartsWith("tags[", StringComparison.Ordinal) => Tags.GetValueOrDefault(column[5..^1]),
            _ when IsJson(column) => Json(column)?.Shown,
            _ => Tags.GetValueOrDefault(column),
        };
        return shown == "" ? null : shown;
    }

    /// <summary>What contexts or extra data hold in that column; null when they hold nothing, and for any other column.</summary>
    public ModelJson? Json(string column) =>
        !IsJson(column) ? null
        : column.StartsWith("extra.", StringComparison.Ordinal) ? Extra.GetValueOrDefault(column[6..])
        : Contexts.GetValueOrDefault(column.Split('.')[1])?.GetValueOrDefault(string.Join('.', column.Split('.')[2..]));

    private static bool IsJson(string column) => column.StartsWith("extra.", StringComparison.Ordinal) || column.StartsWith("contexts.", StringComparison.Ordinal);

    private static string Time(long microseconds) =>
        DateTime.UnixEpoch.AddMicroseconds(microseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
