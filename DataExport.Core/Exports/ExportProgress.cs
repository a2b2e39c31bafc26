namespace DataExport.Core.Exports;

/// <summary>How far an export has come, for pages and API alike.</summary>
/// <param name="Percent">0 to 100, rounded down; 100 only when Completed, null while nothing is known.</param>
/// <param name="SecondsLeft">Seconds until it is done at the rate so far; null while not known.</param>
public sealed record ExportProgress(int? Percent, int? SecondsLeft)
{
    /// <summary>Rows a second since it was started; null while not known.</summary>
    public long? RowsPerSecond { get; private init; }

    private const int MostBeforeTheEnd = 99;

    /// <summary>Reads the progress off an export's row.</summary>
    /// <param name="export">The export.</param>
    /// <param name="now">The time, UTC.</param>
    public static ExportProgress Of(Export export, DateTime now)
    {
        if (export.State == ExportState.Completed)
        {
            return new ExportProgress(100, null);
        }

        if (export.RowsEstimate is not { } expected)
        {
            return new ExportProgress(null, null) { RowsPerSecond = RateOf(export, now) };
        }

        var percent = expected == 0 ? 0 : (int)Math.Min(MostBeforeTheEnd, export.RowsWritten * 100 / expected);
        return new ExportProgress(percent, SecondsLeftOf(export, expected, now)) { RowsPerSecond = RateOf(export, now) };
    }

    private static long? RateOf(Export export, DateTime now) =>
        export.State == ExportState.Generating && export.RowsWritten > 0 && now - export.DateStarted is { TotalSeconds: > 1 } elapsed
            ? (long)Math.Round(export.RowsWritten / elapsed.TotalSeconds)
            : null;

    private static int? SecondsLeftOf(Export export, long expected, DateTime now)
    {
        var elapsed = now - export.DateStarted;
        return export.State == ExportState.Generating && export.RowsWritten > 0 && elapsed > TimeSpan.FromSeconds(1)
            ? (int)Math.Min(int.MaxValue, Math.Ceiling(Math.Max(0, expected - export.RowsWritten) * elapsed.Value.TotalSeconds / export.RowsWritten))
            : null;
    }
}
