using DataExport.Core.Exports;

namespace DataExport.Bench.Screens;

/// <summary>How far an export was at a time.</summary>
/// <param name="ExportId">The export.</param>
/// <param name="Phase">0 Queued, 1 Generating, 2 ended.</param>
/// <param name="Rows">Rows so far, while it is Generating.</param>
/// <param name="At">When, milliseconds of Unix time.</param>
internal readonly record struct Step(string ExportId, int Phase, long Rows, double At)
{
    /// <summary>Now, milliseconds of Unix time, as <see cref="At"/> and as browsers count.</summary>
    public static double Now => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    /// <summary>What a state and its rows are now.</summary>
    public static Step Of(string exportId, ExportState state, long rows) => state switch
    {
        ExportState.Queued => new Step(exportId, 0, 0, Now),
        ExportState.Generating => new Step(exportId, 1, rows, Now),
        _ => new Step(exportId, 2, 0, Now),
    };

    /// <summary>Whether it is the other's export, as far as the other or further.</summary>
    public bool Reaches(Step other) => ExportId == other.ExportId && (Phase, Rows).CompareTo((other.Phase, other.Rows)) >= 0;
}
