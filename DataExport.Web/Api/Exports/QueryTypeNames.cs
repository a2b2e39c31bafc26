using System.Text.Json;
using DataExport.Core.Exports;

namespace DataExport.Web.Api.Exports;

/// <summary>How the kinds of query are written in the API.</summary>
internal static class QueryTypeNames
{
    private static readonly Dictionary<string, QueryType> ByName = new(StringComparer.Ordinal)
    {
        ["Issues-by-Tag"] = QueryType.IssuesByTag,
        ["Discover"] = QueryType.Discover,
    };

    /// <summary>The name of a kind.</summary>
    public static string Of(QueryType type) => ByName.First(pair => pair.Value == type).Key;

    /// <summary>The kind of that name; null when there is none.</summary>
    public static QueryType? Parse(string? name) => name is not null && ByName.TryGetValue(name, out var type) ? type : null;

    /// <summary>The kind of that name or number (0, 1); null when there is none.</summary>
    public static QueryType? Parse(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Parse(value.GetString()),
        JsonValueKind.Number when value.TryGetInt32(out var number) && Enum.IsDefined((QueryType)number) => (QueryType)number,
        _ => null,
    };
}
