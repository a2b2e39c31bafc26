namespace DataExport.Web.Api.Exports;

/// <summary>One form of a file, as JSON.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256, hexadecimal.</param>
public sealed record ManifestFormJson(long Bytes, string Sha256);
