using DataExport.Core.Exports;

namespace DataExport.Web.Api.Exports;

/// <summary>All facts of a finished file, as JSON: enough to check it, and to ask for it again.</summary>
/// <param name="Id">The export.</param>
/// <param name="FileName">The file's name, uncompressed.</param>
/// <param name="Rows">Rows, the header not counted.</param>
/// <param name="Columns">The header.</param>
/// <param name="Query">What the file answers.</param>
/// <param name="CutOff">Id of the last event that belongs to it.</param>
/// <param name="Limit">The most rows that were wanted; null for all.</param>
/// <param name="Truncated">Whether one of the system's limits cut the file.</param>
/// <param name="Warnings">What the reader of the file should know.</param>
/// <param name="Content">The uncompressed form.</param>
/// <param name="Stored">The form as stored.</param>
/// <param name="Options">How the file was made.</param>
/// <param name="DateFinished">When it was finished, UTC.</param>
/// <param name="Version">The version of the program.</param>
public sealed record ManifestJson(
    string Id,
    string FileName,
    long Rows,
    IReadOnlyList<string> Columns,
    QueryJson Query,
    long CutOff,
    long? Limit,
    bool Truncated,
    IReadOnlyList<string> Warnings,
    ManifestFormJson Content,
    ManifestFormJson Stored,
    ExportOptions Options,
    DateTime? DateFinished,
    string Version)
{
    /// <summary>Makes it from an export that has an artifact.</summary>
    public static ManifestJson From(Export export, Artifact artifact) => new(
        export.Id,
        artifact.FileName,
        artifact.Rows,
        export.ReadQuery().Columns,
        QueryJson.From(export),
        export.CutOff,
        export.Limit,
        export.Truncated,
        export.Warnings,
        new ManifestFormJson(artifact.ContentBytes, artifact.ContentSha256),
        new ManifestFormJson(artifact.StoredBytes, artifact.StoredSha256),
        export.Options,
        export.DateFinished,
        typeof(ManifestJson).Assembly.GetName().Version?.ToString(fieldCount: 3) ?? "");
}
