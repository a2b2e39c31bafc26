namespace DataExport.Core.Events.Issues;

/// <summary>Which issues a list shows.</summary>
public sealed record IssueFilter
{
    /// <summary>The projects; the caller must be able to see each.</summary>
    public required IReadOnlyList<int> ProjectIds { get; init; }

    /// <summary>Only those whose title or culprit contains this, ASCII letters' case aside; null for all.</summary>
    public string? Text { get; init; }

    /// <summary>Only this status; null for all.</summary>
    public string? Status { get; init; }

    /// <summary>The order.</summary>
    public IssueSort Sort { get; init; }

    /// <summary>How many to pass over.</summary>
    public int Skip { get; init; }

    /// <summary>How many at most.</summary>
    public int Take { get; init; } = 25;
}
