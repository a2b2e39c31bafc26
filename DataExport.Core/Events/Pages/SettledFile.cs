using Microsoft.Win32.SafeHandles;

namespace DataExport.Core.Events.Pages;

/// <summary>
/// The file of the events as the last checkpoint left it: between checkpoints SQLite in WAL mode writes to its log alone, so after one
/// that brought the whole log to the file this is one whole database. Whoever reads it by its pages learns here whether what was read
/// is of one such database. After a checkpoint of a part it is none: of a page that changed again later nothing is written.
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
    private long _removals;

    internal SettledFile(Lazy<SafeFileHandle> file) => _file = file;

    /// <summary>The id of the last event in the file; -1 when it is not one whole database.</summary>
    public long SettledId => Volatile.Read(ref _settledId);

    /// <summary>Whether it holds the events up to an id and no others. Beside new events only removing makes a difference.</summary>
    /// <param name="lastId">The id.</param>
    /// <param name="removals">The <see cref="RemovedEvents.Fingerprint"/> of what was removed, as the caller sees the database.</param>
    internal bool Holds(long lastId, long removals) => SettledId >= lastId && Volatile.Read(ref _removals) == removals;

    /// <summary>Begins to read: a number for <see cref="IsUnchangedSince"/>; null while a checkpoint runs.</summary>
    internal long? Begin()
    {
        var changes = Volatile.Read(ref _changes);
        return changes % 2 == 0 ? changes : null;
    }

    /// <summary>Whether all that was read since <see cref="Begin"/> is of one database.</summary>
    internal bool IsUnchangedSince(long begin) => Interlocked.Read(ref _changes) == begin;

    /// <summary>Reads bytes of the file, all that were asked for; false at its end.</summary>
    internal bool TryRead(Span<byte> bytes, long offset)
    {
        try
        {
            return RandomAccess.Read(_file.Value, bytes, offset) == bytes.Length;
        }
        catch (IOException)
        {
            // Whoever asks SQLite next gets its error.
            return false;
        }
    }

    /// <summary>Reads a page, of the size of the span; false where none of a tree is.</summary>
    /// <param name="number">Its number; pages count from 1, which is the file's header and the schema.</param>
    /// <param name="page">What it is read into.</param>
    internal bool TryReadPage(long number, Span<byte> page) => TryReadPages(number, page.Length, page);

    /// <summary>Reads pages, as many as fit into the span; false where none of a tree are, or the file ends within them.</summary>
    /// <param name="first">The number of the first.</param>
    /// <param name="pageBytes">Size of a page, bytes.</param>
    /// <param name="pages">What they are read into.</param>
    internal bool TryReadPages(long first, int pageBytes, Span<byte> pages) => first > 1 && TryRead(pages, (first - 1) * pageBytes);

    /// <summary>Runs a checkpoint.</summary>
    /// <param name="checkpoint">
    /// Returns the id of the last event and the fingerprint of what was removed when all of the log is in the file; null when only a part is.
    /// </param>
    internal void Change(Func<(long LastId, long Removals)?> checkpoint)
    {
        Volatile.Write(ref _settledId, -1);
        Interlocked.Increment(ref _changes);
        try
        {
            if (checkpoint() is var (lastId, removals))
            {
                Volatile.Write(ref _removals, removals);
                Volatile.Write(ref _settledId, lastId);
            }
        }
        finally
        {
            Interlocked.Increment(ref _changes);
        }
    }
}
