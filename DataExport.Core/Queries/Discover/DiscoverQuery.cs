using System.Text.Json.Serialization;

namespace DataExport.Core.Queries.Discover;

/// <summary>A Discover query in its frozen form: every default filled in, every relative part made absolute.</summary>
public sealed record DiscoverQuery : FrozenQuery
{
    /// <summary>The columns, in the order of the request and as they were written; they are the file's header.</summary>
    public required IReadOnlyList<string> Field { get; init; }

    /// <summary>The search, as it was written.</summary>
    public required string Query { get; init; }

    /// <summary>The ids of the projects, ascending.</summary>
    public required IReadOnlyList<int> Project { get; init; }

    /// <summary>Only these environments; empty for all. An empty name stands for events without one.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>From when on, UTC, inclusive; null for no bound.</summary>
    public DateTime? Start { get; init; }

    /// <summary>Until when, UTC, exclusive; null for no bound.</summary>
    public DateTime? End { get; init; }

    /// <summary>Selected fields, each with <c>-</c> before it for descending; or <c>timestamp</c>.</summary>
    public IReadOnlyList<string> Sort { get; init; } = ["-timestamp"];

    /// <summary><c>discover</c> or <c>errors</c>.</summary>
    public string Dataset { get; init; } = "discover";

    /// <summary>What relative times in the search count from: when it was requested, UTC; null when it has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTime? Now { get; init; }

    /// <summary>The last change of an issue's state that counts for <c>is:</c>; null when the search does not ask for states.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? StatusChange { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> Columns => Field;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<int> ProjectIds => Project;
}
