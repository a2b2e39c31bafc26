using DataExport.Core.Queries.Estimating;

namespace DataExport.Core.Exports.Previewing;

/// <summary>How large a file will be, from its first rows, the estimate of its rows, and the limits.</summary>
internal sealed class PreviewOutlook
{
    private readonly ExportLimits _limits;

    public PreviewOutlook(FirstRows rows, RowEstimate? estimate, long? requested, ExportLimits limits)
    {
        _limits = limits;
        Matching = Matches(rows, estimate);
        var most = Math.Min(requested ?? long.MaxValue, limits.MaxRows);
        Expected = Matching.Rows <= most
            ? Matching
            // That there are more than the limit is known once so many were seen.
            : new RowEstimate(most, Matching.IsExact || rows.Read >= most);
        Cut = Matching.Rows <= most ? PreviewCut.None : requested <= limits.MaxRows ? PreviewCut.RequestedRows : PreviewCut.RowLimit;
        Measure(rows);
    }

    /// <summary>The rows that the query has.</summary>
    public RowEstimate Matching { get; }

    /// <summary>The rows that the file will have.</summary>
    public RowEstimate Expected { get; private set; }

    /// <summary>The bytes of the file's text; null when there is nothing to go by.</summary>
    public long? Bytes { get; private set; }

    /// <summary>What will cut the file.</summary>
    public PreviewCut Cut { get; private set; }

    /// <summary>What a limit of the system will do to the file.</summary>
    public IReadOnlyList<string> Warnings => Cut switch
    {
        PreviewCut.RowLimit => [$"The file will be truncated: exports end after {_limits.MaxRows:N0} rows, and there are {(Matching.IsExact ? "" : "about ")}{Matching.Rows:N0}."],
        PreviewCut.ByteLimit => [$"The file will be truncated: exports end at {_limits.MaxBytes:N0} bytes, which is about {Expected.Rows:N0} of {Matching.Rows:N0} rows."],
        _ => [],
    };

    // A reader that came to its end has counted; one that did not knows at least how many rows there are.
    private static RowEstimate Matches(FirstRows rows, RowEstimate? estimate) =>
        rows.Ended ? new RowEstimate(rows.Read, IsExact: true)
        : estimate is { IsExact: true } counted ? counted
        : new RowEstimate(Math.Max(estimate?.Rows ?? 0, rows.Read), IsExact: false, IsLeast: estimate is null);

    private void Measure(FirstRows rows)
    {
        if (rows.Read == 0)
        {
            Bytes = rows.Ended ? rows.HeaderBytes : null;
            return;
        }

        var rowBytes = (double)rows.RowBytes / rows.Read;
        Bytes = rows.HeaderBytes + (long)(rowBytes * Expected.Rows);
        if (Bytes > _limits.MaxBytes)
        {
            Cut = PreviewCut.ByteLimit;
            Expected = new RowEstimate(Math.Clamp((long)((_limits.MaxBytes - rows.HeaderBytes) / rowBytes), 0, Expected.Rows), IsExact: false);
            Bytes = _limits.MaxBytes;
        }
    }
}
