using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DataExport.Core.Events;

/// <summary>
/// Asks the system to bring to memory what one reader of the events comes to next. Rows go newest first, so their pages lie backwards
/// in the file, which no read-ahead of the system notices: each would be waited for by itself.
/// </summary>
/// <remarks>
/// Where an event lies is guessed by its id: the file grows with the events, and their indexes with both. A wrong guess costs a
/// needless read of a few pages' worth, and nothing else.
/// </remarks>
public sealed partial class ReadAhead
{
    // How many of the reader's pages are asked for beyond the one that it reads, so that they are there in time.
    private const int PagesAhead = 4;

    // What other tables have between the events moves these by less than so many bytes.
    private const long Inaccuracy = 1 << 20;

    // With fewer of its events wanted than one in so many, a stretch is not read whole.
    private const int LeastDensity = 4;

    private const int WillNeed = 3;

    private readonly Lazy<SafeFileHandle> _file;
    private readonly long _newestId;
    private readonly Lock _asking = new();
    private long? _pageEnd;
    private FileStretch _asked;

    internal ReadAhead(Lazy<SafeFileHandle> file, long newestId) => (_file, _newestId) = (file, newestId);

    /// <summary>Notes that a page of rows was read, and asks for those that follow in the same direction.</summary>
    /// <param name="lastId">The id of its last row.</param>
    /// <param name="rows">How many rows it had.</param>
    public void AfterPage(long lastId, int rows)
    {
        var step = lastId - _pageEnd;
        _pageEnd = lastId;
        if (OperatingSystem.IsLinux() && step is { } ids && Math.Abs(ids) <= (long)rows * LeastDensity)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static work => work.Ahead.Ask(work.Near, work.Far), (Ahead: this, Near: lastId, Far: lastId + (PagesAhead * ids)), preferLocal: false);
        }
    }

    /// <summary>The stretch of a file in which events of these ids lie, without what was asked for already.</summary>
    internal FileStretch Locate(long near, long far, long length, FileStretch asked)
    {
        var (from, to) = (Math.Max(0, Offset(Math.Min(near, far), length) - Inaccuracy), Math.Min(length, Offset(Math.Max(near, far), length) + Inaccuracy));
        return far < near && asked.From > from && asked.From < to ? new FileStretch(from, asked.From)
            : far > near && asked.To > from && asked.To < to ? new FileStretch(asked.To, to)
            : new FileStretch(from, to);
    }

    private void Ask(long near, long far)
    {
        // One at a time: where asking takes longer than reading, asking more gains nothing.
        if (!_asking.TryEnter())
        {
            return;
        }

        try
        {
            _asked = Locate(near, far, RandomAccess.GetLength(_file.Value), _asked);

            // Advice: whether it is taken changes nothing but the time.
            _ = Advise(_file.Value, _asked.From, _asked.To - _asked.From, WillNeed);
        }
        finally
        {
            _asking.Exit();
        }
    }

    private long Offset(long id, long length) => (long)((double)Math.Clamp(id, 0, _newestId) / Math.Max(1, _newestId) * length);

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);
}
