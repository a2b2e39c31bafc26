namespace DataExport.Core.Events.Importing;

/// <summary>A file that was brought in.</summary>
public sealed record Import
{
    /// <summary>Key.</summary>
    public required long Id { get; init; }

    /// <summary>The project that got the events.</summary>
    public required int ProjectId { get; init; }

    /// <summary>Who brought it in; null when that is not known.</summary>
    public int? UserId { get; init; }

    /// <summary>The file's name where it came from.</summary>
    public required string FileName { get; init; }

    /// <summary>The mapping as JSON; empty when columns were taken by their names.</summary>
    public required string Mapping { get; init; }

    /// <summary>Where it stands.</summary>
    public required ImportState State { get; init; }

    /// <summary>When storing began, microseconds since 1970 UTC.</summary>
    public required long DateCreated { get; init; }

    /// <summary>When storing or undoing ended, microseconds since 1970 UTC.</summary>
    public long? DateFinished { get; init; }

    /// <summary>Records of the file that have been dealt with.</summary>
    public long Position { get; init; }

    /// <summary>Events that were stored.</summary>
    public long Imported { get; init; }

    /// <summary>Rows that were left out.</summary>
    public long Rejected { get; init; }

    /// <summary>Why, for the first <see cref="ErrorsKept"/> of them.</summary>
    public IReadOnlyList<ImportError> Errors { get; init; } = [];

    /// <summary>How many errors are kept.</summary>
    public const int ErrorsKept = 100;
}
