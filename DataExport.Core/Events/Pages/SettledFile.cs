using Microsoft.Win32.SafeHandles;

namespace DataExport.Core.Events.Pages;

/// <summary>
/// The file of the events as the last checkpoint left it: between checkpoints SQLite in WAL mode writes to its log alone, so the file
/// is one whole database, as of some commit. Whoever reads it by its pages learns here whether what was read is of one such database.
/// </summary>
/// <remarks>
/// The event writer alone checkpoints, and says so here before and after (a sequence lock, as the Linux kernel's seqlock): readers
/// hold nothing up, and throw away what they read while a checkpoint ran.
/// </remarks>
public sealed class SettledFile
{
    private readonly Lazy<SafeFileHandle> _file;
    private long _changes;
    private long _settledId = -1;
    private long _removed = -1;

    internal SettledFile(Lazy<SafeFileHandle> file) => _file = file;

    /// <summary>Every event up to this id that was not removed is in the file; -1 where that is not known of any.</summary>
    public long SettledId => Volatile.Read(ref _settledId);

    /// <summary>
    /// Whether it holds the events up to an id and no others. Only removing makes a difference beside new events, so it does when
    /// as many were ever removed.
    /// </summary>
    /// <param name="lastId">The id.</param>
    /// <param name="removed">How many were ever removed, as the caller sees the database.</param>
    internal bool Holds(long lastId, long removed) => SettledId >= lastId && Volatile.Read(ref _removed) == removed;

    /// <summary>Begins to read: a number for <see cref="IsUnchangedSince"/>; null while a checkpoint runs.</summary>
    internal long? Begin()
    {
        var changes = Volatile.Read(ref _changes);
        return changes % 2 == 0 ? changes : null;
    }

    /// <summary>Whether all that was read since <see cref="Begin"/> is of one database.</summary>
    internal bool IsUnchangedSince(long begin) => Interlocked.Read(ref _changes) == begin;

    /// <summary>Reads bytes of the file, all that were asked for; false at its end.</summary>
    internal bool TryRead(Span<byte> bytes, long offset) => RandomAccess.Read(_file.Value, bytes, offset) == bytes.Length;

    /// <summary>Runs a checkpoint.</summary>
    /// <param name="checkpoint">
    /// Returns the id of the last event in the file and how many were ever removed from it, when all of the log is in it; null when only a part is.
    /// </param>
    internal void Change(Func<(long LastId, long Removed)?> checkpoint)
    {
        var known = SettledId;
        Volatile.Write(ref _settledId, -1);
        Volatile.Write(ref _removed, -1);
        Interlocked.Increment(ref _changes);
        try
        {
            // A part of the log, too, makes a whole database of some later commit, so what was there stays, if it was not removed.
            var whole = checkpoint();
            Volatile.Write(ref _removed, whole?.Removed ?? -1);
            Volatile.Write(ref _settledId, whole?.LastId ?? known);
        }
        finally
        {
            Interlocked.Increment(ref _changes);
        }
    }
}
