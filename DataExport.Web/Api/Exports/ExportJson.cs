using DataExport.Web.Api.Users;

namespace DataExport.Web.Api.Exports;

/// <summary>An export as JSON (EXPORTS: The export, as JSON).</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="Name">The person's name for it.</param>
/// <param name="User">Who asked for it; null when that person is gone.</param>
/// <param name="DateCreated">When it was accepted, UTC.</param>
/// <param name="DateStarted">When an exporter first claimed it, UTC.</param>
/// <param name="DateFinished">When it came to its end, UTC.</param>
/// <param name="DateExpired">When its file goes, UTC.</param>
/// <param name="Query">What it answers.</param>
/// <param name="Status">EARLY, VALID or EXPIRED.</param>
/// <param name="State">Where its lifecycle stands.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="Format">The file's format.</param>
/// <param name="FileName">The file's name, uncompressed.</param>
/// <param name="Checksum">SHA-256 of the uncompressed content, hexadecimal.</param>
/// <param name="SizeInBytes">Size of the uncompressed content.</param>
/// <param name="CompressedSizeInBytes">Size as stored with gzip; null when it is stored plain.</param>
/// <param name="RowCount">Rows, the header not counted.</param>
/// <param name="Truncated">Whether one of the system's limits cut the file.</param>
/// <param name="Warnings">What the reader of the file should know.</param>
/// <param name="WaitingReason">Why it does not run yet; null when it only waits its turn.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Attempt">How often it was claimed.</param>
/// <param name="Links">Where it is to be found.</param>
public sealed record ExportJson(
    string Id,
    string Name,
    UserJson? User,
    DateTime DateCreated,
    DateTime? DateStarted,
    DateTime? DateFinished,
    DateTime? DateExpired,
    QueryJson Query,
    string Status,
    string State,
    ProgressJson Progress,
    string Format,
    string? FileName,
    string? Checksum,
    long? SizeInBytes,
    long? CompressedSizeInBytes,
    long? RowCount,
    bool Truncated,
    IReadOnlyList<string> Warnings,
    string? WaitingReason,
    ExportErrorJson? Error,
    int Attempt,
    ExportLinksJson Links);
