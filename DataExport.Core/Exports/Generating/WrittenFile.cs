namespace DataExport.Core.Exports.Generating;

/// <summary>Sizes in bytes and hexadecimal SHA-256 of a finished file, uncompressed and as stored.</summary>
internal sealed record WrittenFile(long ContentBytes, long StoredBytes, string ContentSha256, string StoredSha256);
