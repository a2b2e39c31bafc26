using DataExport.Core.Exports;

namespace DataExport.Web.Api.Exports;

/// <summary>How far an export is, as JSON.</summary>
/// <param name="RowsWritten">Rows in the file so far.</param>
/// <param name="RowsEstimate">Rows to be expected; null while not known.</param>
/// <param name="Percent">0 to 100; 100 only once Completed; null while not known.</param>
/// <param name="SecondsLeft">By the rate so far; null while not known.</param>
/// <param name="QueuePosition">From 1; null unless Queued.</param>
public sealed record ProgressJson(long RowsWritten, long? RowsEstimate, int? Percent, long? SecondsLeft, int? QueuePosition)
{
    /// <summary>Makes it from the row.</summary>
    public static ProgressJson From(Export export, int? queuePosition, DateTime now)
    {
        var (percent, secondsLeft) = ExportProgress.Of(export, now);
        return new ProgressJson(export.RowsWritten, export.RowsEstimate, percent, secondsLeft, queuePosition);
    }
}
