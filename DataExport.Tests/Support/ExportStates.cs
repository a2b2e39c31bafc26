using DataExport.Core.Exports;

namespace DataExport.Tests.Support;

/// <summary>What makes a row the export of a certain page; for <see cref="ExportRows"/>.</summary>
internal static class ExportStates
{
    /// <summary>With its file; the state must be Completed.</summary>
    public static void Valid(Export export)
    {
        export.DateFinished = export.DateCreated;
        export.DateExpired = new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        export.Artifact = new Artifact
        {
            Key = $"{export.Id}.csv.gz",
            FileName = "Discover_2026-11-01.csv",
            Rows = 1_204_000,
            ContentBytes = 709_000_000,
            StoredBytes = 61_000_000,
            ContentSha256 = new string('a', 64),
            StoredSha256 = new string('b', 64),
        };
    }

    /// <summary>Cut by a limit, and with a warning; the state must be Completed.</summary>
    public static void Truncated(Export export)
    {
        Valid(export);
        export.Truncated = true;
        export.Warnings = ["The limit of 1,204,000 rows that was asked for was reached."];
    }

    /// <summary>Its file has gone; the state must be Completed.</summary>
    public static void Expired(Export export)
    {
        Valid(export);
        export.DateExpired = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    }

    /// <summary>With a reason; the state must be Failed.</summary>
    public static void Failed(Export export)
    {
        export.DateFinished = export.DateCreated;
        (export.ErrorCode, export.ErrorMessage) = (ExportErrorCode.StoreUnavailable, "The event store did not answer. Try again later.");
    }
}
