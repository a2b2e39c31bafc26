using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using DataExport.Core.Events;
using DataExport.Core.Organizations;

namespace DataExport.Web.Api.Events;

/// <summary>One event, whole, as JSON; names as in the reference system where it has them.</summary>
public sealed record EventJson
{
    /// <summary>32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>The same, under the name that the reference system gives it.</summary>
    [JsonPropertyName("eventID")]
    public required string EventId { get; init; }

    /// <summary>Its project, digits.</summary>
    [JsonPropertyName("projectID")]
    public required string ProjectId { get; init; }

    /// <summary>Slug of its project.</summary>
    public required string ProjectSlug { get; init; }

    /// <summary>Its issue, digits.</summary>
    [JsonPropertyName("groupID")]
    public required string GroupId { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public required DateTime DateCreated { get; init; }

    /// <summary>When it came in, UTC.</summary>
    public required DateTime DateReceived { get; init; }

    /// <summary>What happened, in one line.</summary>
    public required string? Title { get; init; }

    /// <summary>The message.</summary>
    public required string? Message { get; init; }

    /// <summary>Where it happened, in the sender's words.</summary>
    public required string? Culprit { get; init; }

    /// <summary>The level.</summary>
    public required string? Level { get; init; }

    /// <summary>The logger's name.</summary>
    public required string? Logger { get; init; }

    /// <summary><c>error</c> or <c>default</c>.</summary>
    public required string? Type { get; init; }

    /// <summary>The platform.</summary>
    public required string? Platform { get; init; }

    /// <summary>The environment.</summary>
    public required string? Environment { get; init; }

    /// <summary>The release.</summary>
    public required string? Release { get; init; }

    /// <summary>The distribution of the release.</summary>
    public required string? Dist { get; init; }

    /// <summary>The route or task that ran.</summary>
    public required string? Transaction { get; init; }

    /// <summary>The host.</summary>
    public required string? ServerName { get; init; }

    /// <summary>The exception: type, value, handled.</summary>
    public required EventErrorJson Error { get; init; }

    /// <summary>The person: id, email, username, ip_address; what is not known is null.</summary>
    public required IReadOnlyDictionary<string, string?> User { get; init; }

    /// <summary>The SDK: name, version.</summary>
    public required IReadOnlyDictionary<string, string?> Sdk { get; init; }

    /// <summary>The request: method, url.</summary>
    public required IReadOnlyDictionary<string, string?> Request { get; init; }

    /// <summary>Its tags, in the order in which they are stored.</summary>
    public required IReadOnlyList<EventTagJson> Tags { get; init; }

    /// <summary>The contexts, as they came.</summary>
    public required JsonElement Contexts { get; init; }

    /// <summary>The extra data, as it came.</summary>
    public required JsonElement Extra { get; init; }

    /// <summary>What else came with it; null for none.</summary>
    public required JsonElement? Payload { get; init; }

    /// <summary>Makes it from the stored event.</summary>
    public static EventJson From(StoredEvent stored, Project project) => new()
    {
        Id = stored.Id,
        EventId = stored.Id,
        ProjectId = project.Id.ToString(CultureInfo.InvariantCulture),
        ProjectSlug = project.Slug,
        GroupId = stored.IssueId.ToString(CultureInfo.InvariantCulture),
        DateCreated = stored.Timestamp,
        DateReceived = stored.Received,
        Title = stored.Texts["title"],
        Message = stored.Texts["message"],
        Culprit = stored.Texts["culprit"],
        Level = stored.Texts["level"],
        Logger = stored.Texts["logger"],
        Type = stored.Texts["type"],
        Platform = stored.Texts["platform"],
        Environment = stored.Texts["environment"],
        Release = stored.Texts["release"],
        Dist = stored.Texts["dist"],
        Transaction = stored.Texts["transaction"],
        ServerName = stored.Texts["server_name"],
        Error = new EventErrorJson(stored.Texts["error_type"], stored.Texts["error_value"], stored.ErrorHandled),
        User = Part(stored, ("id", "user_id"), ("email", "user_email"), ("username", "user_username"), ("ip_address", "user_ip")),
        Sdk = Part(stored, ("name", "sdk_name"), ("version", "sdk_version")),
        Request = Part(stored, ("method", "http_method"), ("url", "http_url")),
        Tags = [.. Json(stored.Tags).EnumerateObject().Select(tag => new EventTagJson(tag.Name, tag.Value.ToString()))],
        Contexts = Json(stored.Contexts),
        Extra = Json(stored.Extra),
        Payload = stored.Payload is null ? null : JsonElement.Parse(stored.Payload),
    };

    private static Dictionary<string, string?> Part(StoredEvent stored, params (string Name, string Column)[] members) =>
        members.ToDictionary(member => member.Name, member => stored.Texts[member.Column]);

    private static JsonElement Json(string? text) => JsonElement.Parse(text ?? "{}");
}
