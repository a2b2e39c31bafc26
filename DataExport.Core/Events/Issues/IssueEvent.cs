namespace DataExport.Core.Events.Issues;

/// <summary>An event of an issue, for people to look at; null for what it does not say.</summary>
public sealed record IssueEvent
{
    /// <summary>Its id, 32 hexadecimal digits.</summary>
    public required string EventId { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public required DateTime Timestamp { get; init; }

    /// <summary>One of <see cref="EventLevel"/>.</summary>
    public required string Level { get; init; }

    /// <summary>The message.</summary>
    public string? Message { get; init; }

    /// <summary>What else it says, by the names that searches use: <c>environment</c>, <c>release</c>, <c>user.email</c> and such.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Facts { get; init; }

    /// <summary>Its exceptions, the one that was thrown last first; empty when it has none, or came without them.</summary>
    public required IReadOnlyList<EventException> Exceptions { get; init; }
}
