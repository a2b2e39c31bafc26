using System.Text.Json;
using DataExport.Core.Exports;
using DataExport.Web.Components.Look;

namespace DataExport.Web.Components.Exports;

/// <summary>What an export asks for, in short.</summary>
public static class QuerySummary
{
    /// <summary>One line: <c>Discover · level:error · 12 columns · last 7d</c>.</summary>
    public static string Of(Export export)
    {
        var parts = new List<string> { export.QueryType == QueryType.Discover ? "Discover" : "Issues-by-Tag" };
        var query = Parse(export.RequestedQuery);
        Add(parts, Text(query, "query"));
        if (Columns(export.RequestedQuery) is { Count: > 0 } columns)
        {
            parts.Add(Wording.Count(columns.Count, "column"));
        }

        Add(parts, Text(query, "statsPeriod") is { Length: > 0 } period ? $"last {period}" : null);
        return Wording.Straight(string.Join(" · ", parts));
    }

    /// <summary>The columns, as they were written, in their order.</summary>
    public static IReadOnlyList<string> Columns(string queryJson) => Parse(queryJson) is { ValueKind: JsonValueKind.Object } query
        && query.TryGetProperty("field", out var field)
        ? field.ValueKind switch
        {
            JsonValueKind.Array => [.. field.EnumerateArray().Select(item => item.ToString())],
            JsonValueKind.String => [field.GetString()!],
            _ => [],
        }
        : [];

    private static void Add(List<string> parts, string? part)
    {
        if (!string.IsNullOrWhiteSpace(part))
        {
            parts.Add(part);
        }
    }

    private static string? Text(JsonElement query, string name) =>
        query.ValueKind == JsonValueKind.Object && query.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(string.IsNullOrEmpty(json) ? "{}" : json);
        return document.RootElement.Clone();
    }
}
