using DataExport.Core.Events.Issues;

namespace DataExport.Core.Events;

/// <summary>One event with everything that is kept of it. Texts are null where they are absent.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="ProjectId">Its project.</param>
/// <param name="IssueId">Its issue.</param>
/// <param name="Timestamp">When it happened, UTC.</param>
/// <param name="Received">When it came in, UTC.</param>
/// <param name="ErrorHandled">Whether the program handled the exception; null when not said.</param>
/// <param name="Texts">The columns that hold text, by their name in the store.</param>
/// <param name="Tags">Keys with values, JSON; null for none.</param>
/// <param name="Contexts">The contexts, JSON; null for none.</param>
/// <param name="Extra">The extra data, JSON; null for none.</param>
/// <param name="Payload">What else came with it, JSON; null for none.</param>
public sealed record StoredEvent(
    string Id,
    int ProjectId,
    long IssueId,
    DateTime Timestamp,
    DateTime Received,
    bool? ErrorHandled,
    IReadOnlyDictionary<string, string?> Texts,
    string? Tags,
    string? Contexts,
    string? Extra,
    string? Payload)
{
    /// <summary>Its exceptions, the one that was thrown last first; empty when it has none, or came without them.</summary>
    public IReadOnlyList<EventException> ReadExceptions() => EventExceptions.Read(Payload);
}
