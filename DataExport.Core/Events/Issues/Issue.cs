namespace DataExport.Core.Events.Issues;

/// <summary>The events of one project that share a fingerprint.</summary>
public sealed record Issue
{
    /// <summary>Key, unique on the instance.</summary>
    public required long Id { get; init; }

    /// <summary>The project.</summary>
    public required int ProjectId { get; init; }

    /// <summary>Its number in the project; the last part of its short id.</summary>
    public required long Number { get; init; }

    /// <summary>What happened, in one line.</summary>
    public required string Title { get; init; }

    /// <summary>Where it happened; null when not said.</summary>
    public string? Culprit { get; init; }

    /// <summary>The level of its latest event.</summary>
    public required string Level { get; init; }

    /// <summary><c>error</c> or <c>default</c>.</summary>
    public required string Type { get; init; }

    /// <summary><c>unresolved</c>, <c>resolved</c> or <c>ignored</c>.</summary>
    public required string Status { get; init; }

    /// <summary>When its first event happened, UTC.</summary>
    public required DateTime FirstSeen { get; init; }

    /// <summary>When its latest event happened, UTC.</summary>
    public required DateTime LastSeen { get; init; }

    /// <summary>How many events it has.</summary>
    public required long TimesSeen { get; init; }

    /// <summary>The short id that people use, such as <c>STOREFRONT-1</c>.</summary>
    public string ShortId(string projectSlug) => $"{projectSlug.ToUpperInvariant()}-{Number}";
}
