namespace DataExport.Web.Api.Exports;

/// <summary>Where an export is to be found, absolute.</summary>
/// <param name="Page">The download page.</param>
/// <param name="Download">The file.</param>
public sealed record ExportLinksJson(string Page, string Download);
