using System.Text.Json.Serialization;

namespace DataExport.Core.Queries.IssuesByTag;

/// <summary>The values of one tag of one issue, in the frozen form.</summary>
public sealed record IssuesByTagQuery : FrozenQuery
{
    /// <summary>The key that stands for the event's user, who is no tag.</summary>
    public const string User = "user";

    private static readonly string[] OfTag = ["value", "times_seen", "last_seen", "first_seen"];
    private static readonly string[] OfUser = ["value", "id", "email", "username", "ip_address", "times_seen", "last_seen", "first_seen"];

    /// <summary>The id of the project.</summary>
    public required int Project { get; init; }

    /// <summary>The id of the issue.</summary>
    public required long Group { get; init; }

    /// <summary>The key of the tag, or <see cref="User"/>.</summary>
    public required string Key { get; init; }

    /// <summary>Only these environments; empty for all. An empty name stands for events without one.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>From when on, UTC, inclusive; null for no bound.</summary>
    public DateTime? Start { get; init; }

    /// <summary>Until when, UTC, exclusive; null for no bound.</summary>
    public DateTime? End { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> Columns => Key == User ? OfUser : OfTag;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<int> ProjectIds => [Project];
}
