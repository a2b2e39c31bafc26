using System.Text.Json;
using DataExport.Core.Queries.Reading;
using DataExport.Core.Queries.Tables;

namespace DataExport.Web.Api.Events;

/// <summary>A page of Discover as JSON.</summary>
/// <param name="Data">The rows: a value by the field as it was written; numbers as numbers, with the text that came in.</param>
/// <param name="Meta">What the fields hold.</param>
public sealed record EventTableJson(IReadOnlyList<IReadOnlyDictionary<string, JsonElement>> Data, EventTableMetaJson Meta)
{
    /// <summary>Makes it from the page.</summary>
    public static EventTableJson From(IReadOnlyList<string> fields, TablePage page) => new(
        [.. page.Rows.Select(row => Row(fields, row))],
        new EventTableMetaJson(fields.Index().DistinctBy(field => field.Item).ToDictionary(
            field => field.Item, field => FieldTypes.Of(field.Item, page.Rows.Select(row => row[field.Index])))));

    private static Dictionary<string, JsonElement> Row(IReadOnlyList<string> fields, IReadOnlyList<TableValue> values)
    {
        var row = new Dictionary<string, JsonElement>(fields.Count);
        for (var column = 0; column < fields.Count; column++)
        {
            row[fields[column]] = Element(values[column]);
        }

        return row;
    }

    private static JsonElement Element(TableValue value) => value.Kind switch
    {
        CellKind.Null => JsonSerializer.SerializeToElement<string?>(null),
        CellKind.Text => JsonSerializer.SerializeToElement(value.Text),
        _ => JsonElement.Parse(value.Text!),
    };
}
