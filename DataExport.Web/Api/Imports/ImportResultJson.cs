using DataExport.Core.Events.Importing;

namespace DataExport.Web.Api.Imports;

/// <summary>What became of a file.</summary>
/// <param name="Imported">Events that were stored.</param>
/// <param name="Rejected">Rows that were left out.</param>
/// <param name="Errors">Why, for the first 100 of them.</param>
public sealed record ImportResultJson(long Imported, long Rejected, IReadOnlyList<ImportError> Errors)
{
    /// <summary>Makes it from the import.</summary>
    public static ImportResultJson From(Import import) => new(import.Imported, import.Rejected, import.Errors);
}
