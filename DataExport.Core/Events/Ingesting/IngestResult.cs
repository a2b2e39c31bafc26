namespace DataExport.Core.Events.Ingesting;

/// <summary>What became of a request to the ingestion endpoints.</summary>
public abstract record IngestResult
{
    private IngestResult()
    {
    }

    /// <summary>All of it is on disk, was there already, or is of a kind that is not kept.</summary>
    /// <param name="Id">The event's id, or the first one's; the envelope's when it has no event.</param>
    public sealed record Accepted(EventId Id) : IngestResult;

    /// <summary>It was turned away.</summary>
    /// <param name="Fault">Why, for programs.</param>
    /// <param name="Detail">Why, in a sentence.</param>
    /// <param name="Causes">What exactly is wrong.</param>
    /// <param name="RetryAfter">When it is worth another try; null when it never is.</param>
    public sealed record Refused(IngestFault Fault, string Detail, IReadOnlyList<string> Causes, TimeSpan? RetryAfter = null) : IngestResult;
}
