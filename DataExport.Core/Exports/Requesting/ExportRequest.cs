using System.Text.Json;

namespace DataExport.Core.Exports.Requesting;

/// <summary>What a person or program asks for, as it came in; nothing in it is trusted yet.</summary>
public sealed record ExportRequest
{
    /// <summary>What kind of thing is asked for.</summary>
    public required QueryType QueryType { get; init; }

    /// <summary>The query, as it was written (QUERIES: <c>query_info</c>).</summary>
    public required JsonElement QueryInfo { get; init; }

    /// <summary>How the file is to be made.</summary>
    public ExportOptions Options { get; init; } = new();

    /// <summary>The most rows wanted; null for all.</summary>
    public long? Limit { get; init; }

    /// <summary>The person's name for it; null or empty for one made from the query.</summary>
    public string? Name { get; init; }

    /// <summary>Whether a mail is wanted.</summary>
    public bool Notify { get; init; } = true;

    /// <summary>The <c>Idempotency-Key</c> header; null for none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>SHA-256 of the body, hexadecimal; compared when an idempotency key comes again.</summary>
    public string BodyHash { get; init; } = "";

    /// <summary>Things that were ignored, as sentences; they join the export's warnings.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
