namespace DataExport.Bench.Speed;

/// <summary>What the product's file holds of each event, in SQL over its store.</summary>
internal static class EventSelect
{
    /// <summary>Searches, and the same as conditions: by a column with an index, by one without, by a tag, and by a part of the message.</summary>
    public static readonly (string Search, string Condition)[] Searches =
    [
        ("level:error", "level = 'error'"),
        ("level:debug", "level = 'debug'"),
        ("environment:production", "environment = 'production'"),
        ("plan:business", "tags ->> 'plan' = 'business'"),
        ("message:timeouterror", "message LIKE '%timeouterror%'"),
    ];

    /// <summary>A SELECT without an order, whose columns have the names of <see cref="MeasuredExport.Columns"/> and hold the texts of the file.</summary>
    public static string Of(IReadOnlyDictionary<string, int> projects) =>
        $"""
        SELECT lower(hex(event_id)) AS id,
            strftime('%Y-%m-%dT%H:%M:%S', timestamp / 1000000, 'unixepoch') || printf('.%06dZ', timestamp % 1000000) AS timestamp,
            CASE project_id {string.Join(" ", projects.Select(project => $"WHEN {project.Value} THEN '{project.Key}'"))} END AS project,
            level, title, message, user_id AS "user.id", release, environment, "transaction",
            tags ->> 'plan' AS "tags[plan]", tags ->> 'region' AS "tags[region]"
        FROM events
        """;
}
