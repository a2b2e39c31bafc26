namespace DataExport.Core.Exports;

/// <summary>A file whose making has ended, just before it is published.</summary>
public sealed record FinishedFile
{
    /// <summary>Its facts.</summary>
    public required Artifact Artifact { get; init; }

    /// <summary>Whether one of the system's limits cut it.</summary>
    public required bool Truncated { get; init; }

    /// <summary>What its reader should know, as sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
