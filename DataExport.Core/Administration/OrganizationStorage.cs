namespace DataExport.Core.Administration;

/// <summary>What the files of one organization's exports take.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Name">Its name.</param>
/// <param name="Files">How many.</param>
/// <param name="Bytes">Their size as stored.</param>
public sealed record OrganizationStorage(string Slug, string Name, int Files, long Bytes);
