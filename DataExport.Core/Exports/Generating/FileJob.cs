using DataExport.Core.Exports.Queue;
using DataExport.Core.Queries;
using DataExport.Core.Queries.Reading;

namespace DataExport.Core.Exports.Generating;

/// <summary>What a file is to be made of.</summary>
internal sealed record FileJob(Export Export, ExportClaim Claim, FrozenQuery Query, QueryBounds Bounds, ExportLimits Limits)
{
    /// <summary>Whether the file is stored as gzip.</summary>
    public bool Compressed => Export.Options.Compression == "gzip";

    private string TypeName => Export.QueryType == QueryType.IssuesByTag ? "Issues-by-Tag" : "Discover";

    /// <summary>Where the file has to end.</summary>
    public FileLimits FileLimits => new(
        Math.Min(Export.Limit ?? long.MaxValue, Limits.MaxRows), Limits.MaxBytes, RowsAreRequested: Export.Limit <= Limits.MaxRows);

    /// <summary>The bounds of a scratch file: one row more than the file can have, by which it is seen that there are more.</summary>
    public QueryBounds ScratchBounds => Bounds with { Most = FileLimits.Rows + 1 };

    /// <summary>What the reader of the file should know.</summary>
    public IReadOnlyList<string> Warnings(FileEnd end, long rows) => end switch
    {
        FileEnd.RequestedRows => [.. Export.Warnings, $"The file ends after the {rows:N0} rows that were asked for; there are more."],
        FileEnd.RowLimit => [.. Export.Warnings, $"The file is truncated: exports end after {Limits.MaxRows:N0} rows, and there are more."],
        FileEnd.ByteLimit => [.. Export.Warnings, $"The file is truncated: exports end at {Limits.MaxBytes:N0} bytes, and there are more rows."],
        _ => Export.Warnings,
    };

    /// <summary>The facts of the finished file.</summary>
    public Artifact Artifact(WrittenFile file, long rows)
    {
        var extension = $".{Export.Options.Format}";
        return new Artifact
        {
            Key = $"{Export.Id}.{Claim.Attempt}{extension}{(Compressed ? ".gz" : "")}",
            FileName = $"{TypeName}_{Export.DateCreated:yyyy-MM-dd}_{Export.Id[..8]}{extension}",
            Rows = rows,
            ContentBytes = file.ContentBytes,
            StoredBytes = file.StoredBytes,
            ContentSha256 = file.ContentSha256,
            StoredSha256 = file.StoredSha256,
        };
    }
}
