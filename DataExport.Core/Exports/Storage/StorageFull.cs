namespace DataExport.Core.Exports.Storage;

/// <summary>Tells want of room from other failures of storage.</summary>
public static class StorageFull
{
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;
    private const int WindowsDiskFull = 112;
    private const int WindowsHandleDiskFull = 39;

    /// <summary>Whether there was no room: ENOSPC or EDQUOT (POSIX), or the like of Windows.</summary>
    public static bool IsCauseOf(IOException exception) =>
        (exception.HResult & 0xffff) is NoSpace or QuotaExceeded or WindowsDiskFull or WindowsHandleDiskFull;
}
