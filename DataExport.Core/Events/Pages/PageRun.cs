namespace DataExport.Core.Events.Pages;

/// <summary>Pages that lie one behind the other in the file and were read into a buffer at once: asking the system for each takes longer than reading it.</summary>
internal readonly struct PageRun
{
    /// <summary>How many pages it can have.</summary>
    public const int MostPages = 32;

    /// <summary>How many that are not wanted can lie between two that are: reading these takes less than to ask once more.</summary>
    public const int MostBetween = 3;

    private readonly long _first;
    private readonly int _count;
    private readonly int _pageBytes;
    private readonly int _start;

    private PageRun(long first, int count, int pageBytes, int start) => (_first, _count, _pageBytes, _start) = (first, count, pageBytes, start);

    /// <summary>Reads pages; false where there are none, or there is no room for them.</summary>
    public static bool TryRead(SettledFile file, TableShape shape, long first, int count, PageBuffer buffer, out PageRun run)
    {
        var start = buffer.Length;
        var bytes = buffer.Take(count * shape.PageBytes);
        var isRead = !bytes.IsEmpty && file.TryReadPages(first, shape.PageBytes, bytes);
        run = isRead ? new PageRun(first, count, shape.PageBytes, start) : default;
        return isRead;
    }

    /// <summary>Whether a page is among them.</summary>
    public bool Holds(long number) => number >= _first && number < _first + _count;

    /// <summary>Where a page that is among them is in the buffer.</summary>
    public int StartOf(long number) => _start + ((int)(number - _first) * _pageBytes);

    /// <summary>A page that is among them.</summary>
    public ReadOnlySpan<byte> Page(long number, PageBuffer buffer) => buffer.At(StartOf(number), _pageBytes);
}
