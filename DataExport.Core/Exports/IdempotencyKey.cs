namespace DataExport.Core.Exports;

/// <summary>What an <c>Idempotency-Key</c> header of a person in an organization led to, for 24 hours.</summary>
public sealed class IdempotencyKey
{
    /// <summary>The organization.</summary>
    public int OrganizationId { get; set; }

    /// <summary>The person.</summary>
    public int UserId { get; set; }

    /// <summary>The header's value.</summary>
    public required string Key { get; set; }

    /// <summary>SHA-256 of the request's body, hexadecimal.</summary>
    public required string BodyHash { get; set; }

    /// <summary>The export that the first request made or found.</summary>
    public required string ExportId { get; set; }

    /// <summary>When, UTC.</summary>
    public DateTime DateCreated { get; set; }
}
