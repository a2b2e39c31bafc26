using System.Collections.Frozen;

namespace DataExport.Core.Events.Importing;

/// <summary>What the columns of a file can be mapped to.</summary>
public static class ImportTargets
{
    /// <summary>The event's id: 32 hexadecimal digits.</summary>
    public const string EventId = "event_id";

    /// <summary>When it happened.</summary>
    public const string Timestamp = "timestamp";

    /// <summary>The level, folded by <see cref="EventLevel.Fold"/>.</summary>
    public const string Level = "level";

    /// <summary>What groups events into issues.</summary>
    public const string Fingerprint = "fingerprint";

    /// <summary>Targets that take a text as it is, with how it is set.</summary>
    internal static readonly FrozenDictionary<string, Action<NewEvent, string>> Texts = new Dictionary<string, Action<NewEvent, string>>
    {
        ["message"] = (row, text) => row.Message = text,
        ["logger"] = (row, text) => row.Logger = text,
        ["environment"] = (row, text) => row.Environment = text,
        ["release"] = (row, text) => row.Release = text,
        ["dist"] = (row, text) => row.Dist = text,
        ["transaction"] = (row, text) => row.Transaction = text,
        ["server_name"] = (row, text) => row.ServerName = text,
        ["platform"] = (row, text) => row.Platform = text,
        ["culprit"] = (row, text) => row.Culprit = text,
        ["error.type"] = (row, text) => row.ErrorType = text,
        ["error.value"] = (row, text) => row.ErrorValue = text,
        ["user.id"] = (row, text) => row.UserId = text,
        ["user.email"] = (row, text) => row.UserEmail = text,
        ["user.username"] = (row, text) => row.UserName = text,
        ["user.ip"] = (row, text) => row.UserIp = text,
        [Fingerprint] = (row, text) => row.Fingerprint = text,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All of them, in the order in which the page lists them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Timestamp, "message", Level, "logger", "environment", "release", "dist", "transaction", "server_name", "platform", "culprit",
        Fingerprint, "error.type", "error.value", "user.id", "user.email", "user.username", "user.ip", EventId,
    ];
}
