using System.Text.Json;
using DataExport.Core.Exports;
using DataExport.Web.Components.Look;

namespace DataExport.Web.Components.Exports;

/// <summary>What an export asks for, in short.</summary>
public static class QuerySummary
{
    /// <summary>One line: <c>Discover · level:error · 12 columns · last 7d</c>, or <c>Issues-by-Tag · browser of issue 12 · last 7d</c>.</summary>
    public static string Of(Export export)
    {
        var parts = new List<string> { export.QueryType == QueryType.Discover ? "Discover" : "Issues-by-Tag" };
        var query = Parse(export.RequestedQuery);
        if (export.QueryType == QueryType.IssuesByTag)
        {
            Add(parts, $"{Text(query, "key")} of issue {Text(query, "group")}");
        }
        else
        {
            Add(parts, Text(query, "query"));
            Add(parts, Columns(export) is { Count: > 0 } columns ? Wording.Count(columns.Count, "column") : null);
        }

        Add(parts, Text(query, "statsPeriod") is { Length: > 0 } period ? $"last {period}" : null);
        return Wording.Straight(string.Join(" · ", parts));
    }

    /// <summary>The columns of the file, in their order.</summary>
    public static IReadOnlyList<string> Columns(Export export) =>
        export.QueryType == QueryType.IssuesByTag ? export.ReadQuery().Columns
        : Parse(export.RequestedQuery) is { ValueKind: JsonValueKind.Object } query && query.TryGetProperty("field", out var field) ? field.ValueKind switch
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
        query.ValueKind == JsonValueKind.Object && query.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? value.ToString()
            : null;

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(string.IsNullOrEmpty(json) ? "{}" : json);
        return document.RootElement.Clone();
    }
}
