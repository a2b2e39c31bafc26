namespace DataExport.Core.Exports;

/// <summary>
/// How far an attempt's part file is safely on disk: always at the end of a block. The next attempt copies that much of the
/// file, verifies it, and goes on; a file whose making has ended is only published.
/// </summary>
public sealed record Checkpoint
{
    /// <summary>The attempt whose part file it is.</summary>
    public required int Attempt { get; init; }

    /// <summary>Time of the last row, microseconds since 1970 UTC.</summary>
    public required long LastTimestamp { get; init; }

    /// <summary>Id of the last row's event.</summary>
    public required long LastId { get; init; }

    /// <summary>Rows in the file.</summary>
    public required long Rows { get; init; }

    /// <summary>Uncompressed bytes.</summary>
    public required long ContentBytes { get; init; }

    /// <summary>Bytes of the part file.</summary>
    public required long StoredBytes { get; init; }

    /// <summary>CRC-32 of the uncompressed bytes, against which the copy is verified.</summary>
    public required long Crc { get; init; }

    /// <summary>How many events of its projects had been removed below the cut-off when the file was begun.</summary>
    public long RemovedBefore { get; init; }

    /// <summary>What the whole file came to, once its making has ended; null before.</summary>
    public FinishedFile? Finished { get; init; }
}
