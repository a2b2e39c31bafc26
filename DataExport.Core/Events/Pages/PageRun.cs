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

    private PageRun(long first, int count, int pageBytes, int start) => (_first, _count, _pageBytes, Start) = (first, count, pageBytes, start);

    /// <summary>Where the first page is in the buffer.</summary>
    public int Start { get; }

    /// <summary>Reads pages; false where there are none, or there is no room for them.</summary>
    public static bool TryRead(SettledFile file, TableShape shape, long first, int count, PageBuffer buffer, out PageRun run)
    {
        run = new PageRun(first, count, shape.PageBytes, buffer.Length);
        var bytes = buffer.Take(count * shape.PageBytes);
        return !bytes.IsEmpty && file.TryReadPages(first, shape.PageBytes, bytes);
    }

    /// <summary>Whether a page is among them.</summary>
    public bool Holds(long number) => number >= _first && number < _first + _count;

    /// <summary>Where a page that is among them is in the buffer.</summary>
    public int StartOf(long number) => Start + ((int)(number - _first) * _pageBytes);
}
