namespace DataExport.Core.Exports;

/// <summary>Which exports a list shows.</summary>
public sealed record ExportFilter
{
    /// <summary>Everybody's of the organization, which takes <c>org:admin</c>-like sight; otherwise the caller's own.</summary>
    public bool WholeOrganization { get; init; }

    /// <summary>Only these states; empty for all.</summary>
    public IReadOnlyList<ExportState> States { get; init; } = [];

    /// <summary>Only this kind; null for all.</summary>
    public QueryType? QueryType { get; init; }

    /// <summary>Only those whose name contains this, letters' case aside; null for all.</summary>
    public string? NameContains { get; init; }

    /// <summary>Of a list of all organizations: only this one's; null for all.</summary>
    public int? OrganizationId { get; init; }

    /// <summary>Oldest first instead of newest first.</summary>
    public bool OldestFirst { get; init; }

    /// <summary>How many to pass over.</summary>
    public int Skip { get; init; }

    /// <summary>How many at most.</summary>
    public int Take { get; init; } = 25;
}
