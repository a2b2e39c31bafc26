using System.Collections.Frozen;

namespace DataExport.Core.Queries.Columns;

/// <summary>Every column of Discover by its name. The only source of identifiers in compiled SQL.</summary>
public static class ColumnCatalogue
{
    private const string TagPrefix = "tags[";
    private const string ContextPrefix = "contexts.";
    private const string ExtraPrefix = "extra.";

    private static readonly FrozenDictionary<string, Column> Columns = new Column[]
    {
        new("id", ColumnKind.EventId, "event_id"),
        new("timestamp", ColumnKind.Time, "timestamp"),
        new("received", ColumnKind.Time, "received"),
        new("project", ColumnKind.Project, "project_id"),
        new("project.id", ColumnKind.Integer, "project_id"),
        new("issue", ColumnKind.Issue, "issue_id"),
        new("issue.id", ColumnKind.Integer, "issue_id"),
        Text("title"),
        Text("message"),
        Text("culprit"),
        new("level", ColumnKind.Level, "level"),
        Text("logger"),
        Text("type"),
        Text("platform"),
        Text("environment"),
        Text("release"),
        Text("dist"),
        Text("transaction", "\"transaction\""),
        Text("server_name"),
        Text("error.type", "error_type"),
        Text("error.value", "error_value"),
        new("error.handled", ColumnKind.Boolean, "error_handled"),
        Text("user", "coalesce(user_id, user_email, user_username, user_ip)") with { StoredIn = ["user_id", "user_email", "user_username", "user_ip"] },
        Text("user.id", "user_id"),
        Text("user.email", "user_email"),
        Text("user.username", "user_username"),
        Text("user.ip", "user_ip"),
        Text("sdk.name", "sdk_name"),
        Text("sdk.version", "sdk_version"),
        Text("http.method", "http_method"),
        Text("http.url", "http_url"),
    }.ToFrozenDictionary(column => column.Name);

    /// <summary>The message, which words of a search are looked for in.</summary>
    public static Column Message { get; } = Columns["message"];

    /// <summary>The project.</summary>
    public static Column Project { get; } = Columns["project"];

    /// <summary>The names of the columns that every project has, in the order in which they are offered.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "id", "timestamp", "received", "project", "project.id", "issue", "issue.id", "title", "message", "culprit", "level", "logger",
        "type", "platform", "environment", "release", "dist", "transaction", "server_name", "error.type", "error.value",
        "error.handled", "user", "user.id", "user.email", "user.username", "user.ip", "sdk.name", "sdk.version", "http.method", "http.url",
    ];

    /// <summary>
    /// The column of that name. <c>tags[KEY]</c>, <c>contexts.NAME.KEY</c> and <c>extra.KEY</c> are columns whether or not any
    /// event has such a thing; NAME ends at the first dot, KEY may hold anything. Null for any other name.
    /// </summary>
    public static Column? Find(string name) =>
        Columns.TryGetValue(name, out var column) ? column
        : After(name, TagPrefix) is { Length: > 1 } tag && tag.EndsWith(']') ? Column.OfTag(tag[..^1])
        : After(name, ExtraPrefix) is { Length: > 0 } extra ? Column.OfExtra(extra)
        : After(name, ContextPrefix)?.Split('.', 2) is [{ Length: > 0 } context, { Length: > 0 } key] ? Column.OfContext(context, key)
        : null;

    private static string? After(string name, string prefix) => name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : null;

    private static Column Text(string name, string? sql = null) => new(name, ColumnKind.Text, sql ?? name);
}
