using System.Runtime.Versioning;
using DataExport.Tests.Support;

namespace DataExport.Tests.Chaos;

/// <summary>
/// Holds every lock on a SQLite database in WAL mode that there is, as another process can: nobody else can begin to read or
/// to write. The locks are bytes of the file <c>-shm</c> (SQLite: WAL-mode file format, §2.3.2).
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class ForeignLock : IDisposable
{
    private const long FirstLock = 120;
    private const long Locks = 8;

    private readonly FileStream _shared;

    private ForeignLock(FileStream shared) => _shared = shared;

    /// <summary>Waits until nobody reads or writes, and locks the database.</summary>
    public static async Task<ForeignLock> TakeAsync(string database)
    {
        var shared = new FileStream(database + "-shm", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        await Eventually.TrueAsync(() => TryLock(shared), $"{database} is locked");
        return new ForeignLock(shared);
    }

    /// <summary>Lets go.</summary>
    public void Dispose()
    {
        _shared.Unlock(FirstLock, Locks);
        _shared.Dispose();
    }

    private static bool TryLock(FileStream shared)
    {
        try
        {
            shared.Lock(FirstLock, Locks);
            return true;
        }
        catch (IOException)
        {
            // Somebody reads or writes at this moment.
            return false;
        }
    }
}
