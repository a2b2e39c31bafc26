using System.Text.Json;
using DataExport.Core.Organizations;
using DataExport.Core.Queries;
using DataExport.Core.Queries.Discover;
using DataExport.Core.Queries.IssuesByTag;
using DataExport.Core.Users;

namespace DataExport.Core.Exports;

/// <summary>One request for a file, with its lifecycle, its place in the queue and the facts of its file.</summary>
public sealed class Export
{
    /// <summary>Key: a version 7 UUID (RFC 9562) as 32 lower-case hexadecimal digits.</summary>
    public required string Id { get; set; }

    /// <summary>The order of acceptance; the queue serves an organization's exports by it.</summary>
    public long Sequence { get; set; }

    /// <summary>The organization whose data it holds.</summary>
    public int OrganizationId { get; set; }

    /// <summary>Its organization.</summary>
    public Organization? Organization { get; set; }

    /// <summary>Who asked for it; null when that person is gone.</summary>
    public int? UserId { get; set; }

    /// <summary>Who asked for it.</summary>
    public ApplicationUser? User { get; set; }

    /// <summary>The person's name for it.</summary>
    public required string Name { get; set; }

    /// <summary>What kind of thing it asks for.</summary>
    public QueryType QueryType { get; set; }

    /// <summary>The query as it was written, JSON; what <em>run again</em> starts from.</summary>
    public required string RequestedQuery { get; set; }

    /// <summary>The query with defaults filled in and every relative part made absolute, JSON; what the file answers.</summary>
    public required string FrozenQuery { get; set; }

    /// <summary>The projects that it contains, against which every download is checked.</summary>
    public List<ExportProject> Projects { get; } = [];

    /// <summary>The id of the last event that belongs to it.</summary>
    public long CutOff { get; set; }

    /// <summary>How the file is made: format, delimiter, compression and so on.</summary>
    public required ExportOptions Options { get; set; }

    /// <summary>The most rows that the requester wants; null for all.</summary>
    public long? Limit { get; set; }

    /// <summary>Whether the requester wants a mail.</summary>
    public bool Notify { get; set; } = true;

    /// <summary>SHA-256 over what makes two requests the same; unique among Queued and Generating exports.</summary>
    public required string DedupeKey { get; set; }

    /// <summary>Where its lifecycle stands.</summary>
    public ExportState State { get; set; }

    /// <summary>When it was accepted, UTC.</summary>
    public DateTime DateCreated { get; set; }

    /// <summary>When an exporter first claimed it, UTC.</summary>
    public DateTime? DateStarted { get; set; }

    /// <summary>When it came to its end, UTC.</summary>
    public DateTime? DateFinished { get; set; }

    /// <summary>When its file goes, UTC.</summary>
    public DateTime? DateExpired { get; set; }

    /// <summary>How often it was claimed; the fencing token of the exporter that claimed it last.</summary>
    public int Attempt { get; set; }

    /// <summary>The exporter that has it; null when none has.</summary>
    public string? Owner { get; set; }

    /// <summary>Whether a person asked to cancel it while it was Generating.</summary>
    public bool CancelRequested { get; set; }

    /// <summary>Retryable failures since it was asked for, or retried by a person.</summary>
    public int Failures { get; set; }

    /// <summary>Exporters that died over it, or fell silent, since its checkpoint last advanced.</summary>
    public int Crashes { get; set; }

    /// <summary>Before when it must not be claimed, UTC; null for at once.</summary>
    public DateTime? NotBefore { get; set; }

    /// <summary>Since when there has been no room for its file, UTC; null when there is.</summary>
    public DateTime? StorageFullSince { get; set; }

    /// <summary>From where the next attempt goes on; null for the start.</summary>
    public Checkpoint? Checkpoint { get; set; }

    /// <summary>Rows in the file so far.</summary>
    public long RowsWritten { get; set; }

    /// <summary>How many rows are to be expected; null while not known.</summary>
    public long? RowsEstimate { get; set; }

    /// <summary>Uncompressed bytes written so far.</summary>
    public long BytesWritten { get; set; }

    /// <summary>The artifact, once Completed.</summary>
    public Artifact? Artifact { get; set; }

    /// <summary>Whether one of the system's limits cut the file.</summary>
    public bool Truncated { get; set; }

    /// <summary>What the reader of the file should know, as sentences.</summary>
    public List<string> Warnings { get; set; } = [];

    /// <summary>Why a queued export does not run yet, as a sentence; null when it only waits its turn.</summary>
    public string? WaitingReason { get; set; }

    /// <summary>Why it failed; one of <see cref="ExportErrorCode"/>.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>Why it failed, as a sentence that says what to do.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>The frozen query, read.</summary>
    public Queries.FrozenQuery ReadQuery() => QueryType == QueryType.IssuesByTag ? Read<IssuesByTagQuery>() : Read<DiscoverQuery>();

    /// <summary>What the download page shows at that time; by the clock, whether or not the file has been swept.</summary>
    /// <param name="now">The time, UTC.</param>
    public DownloadStatus StatusAt(DateTime now) => State != ExportState.Completed
        ? DownloadStatus.Early
        : DateExpired <= now ? DownloadStatus.Expired : DownloadStatus.Valid;

    private T Read<T>()
        where T : Queries.FrozenQuery =>
        JsonSerializer.Deserialize<T>(FrozenQuery, QuerySettings.Json) ?? throw new InvalidOperationException($"Export {Id} has no query.");
}
