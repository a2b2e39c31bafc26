namespace DataExport.Core.Organizations;

/// <summary>The limits of one organization; null where the instance's setting holds.</summary>
public sealed record UsagePlan
{
    /// <summary>The most rows in an export.</summary>
    public long? MaxRows { get; init; }

    /// <summary>The most uncompressed bytes in an export.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>Exports that one person keeps, not expired and not deleted.</summary>
    public int? PerUser { get; init; }

    /// <summary>Exports that run at once.</summary>
    public int? Running { get; init; }
}
