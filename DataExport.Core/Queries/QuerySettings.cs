using System.Text.Encodings.Web;
using System.Text.Json;

namespace DataExport.Core.Queries;

/// <summary>How queries are written as JSON, in the database and in answers alike.</summary>
public static class QuerySettings
{
    /// <summary>camelCase, text as it is.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
