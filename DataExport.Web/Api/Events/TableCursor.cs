using System.Globalization;
using DataExport.Core.Queries.Reading;
using DataExport.Core.Queries.Tables;

namespace DataExport.Web.Api.Events;

/// <summary>
/// The place of a page as text, <c>CUTOFF:TIMESTAMP.ID:BACKWARDS</c> such as <c>2000000:1795219200000000.17:0</c>; nothing between
/// the colons stands for the first page. Programs take it from the header <c>Link</c> as it is.
/// </summary>
public static class TableCursor
{
    /// <summary>Writes a place.</summary>
    public static string Write(TablePlace place) => string.Create(
        CultureInfo.InvariantCulture,
        $"{place.CutOff}:{(place.Key is { } key ? $"{key.Timestamp}.{key.Id}" : "")}:{(place.Backwards ? 1 : 0)}");

    /// <summary>Reads a place; null when it is none.</summary>
    public static TablePlace? Parse(string text) =>
        text.Split(':') is [var cutOff, var key, ("0" or "1") and var backwards]
        && long.TryParse(cutOff, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && (key.Length == 0 || ParseKey(key) is not null)
            ? new TablePlace(id, key.Length == 0 ? null : ParseKey(key), backwards == "1" && key.Length > 0)
            : null;

    private static RowKey? ParseKey(string text) =>
        text.Split('.') is [var time, var id]
        && long.TryParse(time, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var timestamp)
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= long.MaxValue / 2
            ? new RowKey(timestamp, number)
            : null;
}
