using System.Text.Json;
using DataExport.Core.Exports;

namespace DataExport.Web.Api.Exports;

/// <summary>What an export answers, as JSON.</summary>
/// <param name="Type">As in a request.</param>
/// <param name="Info">The frozen query.</param>
public sealed record QueryJson(string Type, JsonElement Info)
{
    /// <summary>Makes it from the row.</summary>
    public static QueryJson From(Export export) => new(QueryTypeNames.Of(export.QueryType), JsonElement.Parse(export.FrozenQuery));
}
