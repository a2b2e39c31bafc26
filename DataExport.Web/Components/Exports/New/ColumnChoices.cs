namespace DataExport.Web.Components.Exports.New;

/// <summary>The columns that the page offers to pick; any other that the server knows can be typed.</summary>
public static class ColumnChoices
{
    /// <summary>Groups of columns with a heading each.</summary>
    public static IReadOnlyList<(string Heading, IReadOnlyList<string> Columns)> Groups { get; } =
    [
        ("Event", ["id", "timestamp", "received", "title", "message", "culprit", "level", "logger", "type", "platform", "transaction", "server_name"]),
        ("Project and issue", ["project", "project.id", "issue", "issue.id", "environment", "release", "dist"]),
        ("Error", ["error.type", "error.value", "error.handled"]),
        ("Person", ["user", "user.id", "user.email", "user.username", "user.ip"]),
        ("Request and SDK", ["http.method", "http.url", "sdk.name", "sdk.version"]),
    ];
}
