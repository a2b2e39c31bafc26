using System.Globalization;
using System.Text.Json;
using DataExport.Core.Events;
using DataExport.Core.Events.Importing;

namespace DataExport.Web.Api.Imports;

/// <summary>An import as JSON.</summary>
/// <param name="Id">Digits.</param>
/// <param name="FileName">The file's name where it came from.</param>
/// <param name="State"><c>Storing</c>, <c>Stored</c>, <c>Undoing</c> or <c>Undone</c>.</param>
/// <param name="DateCreated">When storing began, UTC.</param>
/// <param name="DateFinished">When storing or undoing ended, UTC; null while it goes on.</param>
/// <param name="Mapping">The mapping; null when columns were taken by their names.</param>
/// <param name="Imported">Events that were stored.</param>
/// <param name="Rejected">Rows that were left out.</param>
/// <param name="Errors">Why, for the first 100 of them.</param>
public sealed record ImportJson(
    string Id,
    string FileName,
    string State,
    DateTime DateCreated,
    DateTime? DateFinished,
    JsonElement? Mapping,
    long Imported,
    long Rejected,
    IReadOnlyList<ImportError> Errors)
{
    /// <summary>Makes it from the row.</summary>
    public static ImportJson From(Import import) => new(
        import.Id.ToString(CultureInfo.InvariantCulture),
        import.FileName,
        import.State.ToString(),
        Timestamps.ToDateTime(import.DateCreated),
        import.DateFinished is { } finished ? Timestamps.ToDateTime(finished) : null,
        import.Mapping.Length == 0 ? null : JsonElement.Parse(import.Mapping),
        import.Imported,
        import.Rejected,
        import.Errors);
}
