namespace DataExport.Core.Administration;

/// <summary>What is stored, and what there is room for. No paths: they say how the server is set up, which nobody needs to know here.</summary>
/// <param name="Parts">The parts of the data directory.</param>
/// <param name="Organizations">The files of exports by organization, the most bytes first.</param>
/// <param name="Expiries">The files of exports by when they go, the soonest first.</param>
/// <param name="FreeBytes">What is free on the disk.</param>
/// <param name="DiskBytes">How large the disk is.</param>
/// <param name="IsLow">Whether that is too little: less than the largest export that may be made, or less than a twentieth of the disk.</param>
public sealed record StorageUse(
    IReadOnlyList<StoragePart> Parts,
    IReadOnlyList<OrganizationStorage> Organizations,
    IReadOnlyList<ExpiryStorage> Expiries,
    long FreeBytes,
    long DiskBytes,
    bool IsLow)
{
    /// <summary>All parts together, bytes.</summary>
    public long UsedBytes => Parts.Sum(part => part.Bytes);
}
