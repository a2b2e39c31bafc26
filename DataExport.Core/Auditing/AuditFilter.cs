namespace DataExport.Core.Auditing;

/// <summary>Which lines of the audit log are shown.</summary>
public sealed record AuditFilter
{
    /// <summary>Only what a person did whose e-mail address contains this, letters' case aside; null or empty for all.</summary>
    public string? Who { get; init; }

    /// <summary>Only these actions; empty for all.</summary>
    public IReadOnlyList<AuditAction> Actions { get; init; } = [];

    /// <summary>Only in this organization; null for all and for what is in none.</summary>
    public int? OrganizationId { get; init; }

    /// <summary>Only from this time on, UTC; null for the beginning.</summary>
    public DateTime? Since { get; init; }

    /// <summary>Only before this time, UTC; null for now.</summary>
    public DateTime? Before { get; init; }

    /// <summary>How many to pass over.</summary>
    public int Skip { get; init; }

    /// <summary>How many at most.</summary>
    public int Take { get; init; } = 50;
}
