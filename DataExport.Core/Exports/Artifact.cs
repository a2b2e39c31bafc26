namespace DataExport.Core.Exports;

/// <summary>The facts of a finished file.</summary>
public sealed record Artifact
{
    /// <summary>Where the storage keeps it.</summary>
    public required string Key { get; init; }

    /// <summary>The name that a download is offered under, uncompressed.</summary>
    public required string FileName { get; init; }

    /// <summary>Rows, the header not counted.</summary>
    public required long Rows { get; init; }

    /// <summary>Size of the uncompressed content, bytes.</summary>
    public required long ContentBytes { get; init; }

    /// <summary>Size as stored, bytes.</summary>
    public required long StoredBytes { get; init; }

    /// <summary>SHA-256 of the uncompressed content, hexadecimal.</summary>
    public required string ContentSha256 { get; init; }

    /// <summary>SHA-256 as stored, hexadecimal.</summary>
    public required string StoredSha256 { get; init; }
}
