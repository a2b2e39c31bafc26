namespace DataExport.Core.Events;

/// <summary>One event that is to be stored. Null and empty text are the same: absent.</summary>
public sealed class NewEvent
{
    /// <summary>The project that it belongs to.</summary>
    public required int ProjectId { get; init; }

    /// <summary>Its id; a second event with the same id in the project is dropped.</summary>
    public required EventId EventId { get; init; }

    /// <summary>When it happened, microseconds since 1970 UTC.</summary>
    public required long Timestamp { get; init; }

    /// <summary>When it came in, microseconds since 1970 UTC.</summary>
    public required long Received { get; init; }

    /// <summary>One of <see cref="EventLevel"/>.</summary>
    public string Level { get; set; } = EventLevel.Error;

    /// <summary>What sent it: <c>error</c> or <c>default</c> (a message).</summary>
    public string Type => string.IsNullOrEmpty(ErrorType) && string.IsNullOrEmpty(ErrorValue) ? "default" : "error";

    /// <summary>The message.</summary>
    public string? Message { get; set; }

    /// <summary>The message before its parameters were put in, such as <c>user %s left</c>; null when there is none.</summary>
    public string? MessageTemplate { get; set; }

    /// <summary>Where it happened, in the sender's words.</summary>
    public string? Culprit { get; set; }

    /// <summary>The logger's name.</summary>
    public string? Logger { get; set; }

    /// <summary>The platform, such as <c>python</c>.</summary>
    public string? Platform { get; set; }

    /// <summary>The environment.</summary>
    public string? Environment { get; set; } = "production";

    /// <summary>The release.</summary>
    public string? Release { get; set; }

    /// <summary>The distribution of the release.</summary>
    public string? Dist { get; set; }

    /// <summary>The transaction: the route or task that ran.</summary>
    public string? Transaction { get; set; }

    /// <summary>The host.</summary>
    public string? ServerName { get; set; }

    /// <summary>The exception's type.</summary>
    public string? ErrorType { get; set; }

    /// <summary>The exception's text.</summary>
    public string? ErrorValue { get; set; }

    /// <summary>Whether the program handled the exception; null when not said.</summary>
    public bool? ErrorHandled { get; set; }

    /// <summary>The user's id.</summary>
    public string? UserId { get; set; }

    /// <summary>The user's e-mail address.</summary>
    public string? UserEmail { get; set; }

    /// <summary>The user's name.</summary>
    public string? UserName { get; set; }

    /// <summary>The user's network address.</summary>
    public string? UserIp { get; set; }

    /// <summary>The SDK's name.</summary>
    public string? SdkName { get; set; }

    /// <summary>The SDK's version.</summary>
    public string? SdkVersion { get; set; }

    /// <summary>The request's method.</summary>
    public string? HttpMethod { get; set; }

    /// <summary>The request's address.</summary>
    public string? HttpUrl { get; set; }

    /// <summary>The innermost frames of the exception that are the program's own, for grouping; null when there are none.</summary>
    public IReadOnlyList<string>? Frames { get; set; }

    /// <summary>
    /// What groups it into an issue; null for our own rule (<see cref="Grouping"/>), which <c>{{ default }}</c> in it stands for.
    /// Several parts stand in lines.
    /// </summary>
    public string? Fingerprint { get; set; }

    /// <summary>Keys with values; of two with the same key the last counts.</summary>
    public List<KeyValuePair<string, string>> Tags { get; } = [];

    /// <summary>The contexts as JSON; null for none.</summary>
    public string? Contexts { get; set; }

    /// <summary>The extra data as JSON; null for none.</summary>
    public string? Extra { get; set; }

    /// <summary>What else came with it, as JSON; null for none.</summary>
    public string? Payload { get; set; }

    /// <summary>The import that it came with; null when it did not come from a file.</summary>
    public long? ImportId { get; set; }
}
