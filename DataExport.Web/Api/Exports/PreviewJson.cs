using DataExport.Core.Exports.Previewing;

namespace DataExport.Web.Api.Exports;

/// <summary>A preview as JSON.</summary>
/// <param name="Columns">The headers as they will stand in the file.</param>
/// <param name="Rows">
/// The first 20 rows as texts, with what a reader of the file will get for each cell: empty for null in separated values; in JSON
/// Lines the text of the value, and null for null.
/// </param>
/// <param name="RowsEstimate">Rows that the file will have, limits applied.</param>
/// <param name="EstimateIsExact">Whether they were counted.</param>
/// <param name="BytesEstimate">Bytes of the uncompressed file; null when there is nothing to go by.</param>
/// <param name="RowsComplete">False when the first rows could not be found in the time that a preview has; fewer are shown then.</param>
/// <param name="Truncated">Whether a limit of the system will cut the file.</param>
/// <param name="Warnings">What was ignored, and what a limit will cut.</param>
public sealed record PreviewJson(
    IReadOnlyList<string> Columns,
    IReadOnlyList<IReadOnlyList<string?>> Rows,
    long RowsEstimate,
    bool EstimateIsExact,
    long? BytesEstimate,
    bool RowsComplete,
    bool Truncated,
    IReadOnlyList<string> Warnings)
{
    /// <summary>Makes it from the preview.</summary>
    public static PreviewJson From(ExportPreview preview) => new(
        preview.Columns, preview.Rows, preview.Expected.Rows, preview.Expected.IsExact, preview.Bytes, preview.RowsAreComplete,
        preview.Cut is PreviewCut.RowLimit or PreviewCut.ByteLimit, preview.Warnings);
}
