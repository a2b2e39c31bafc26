using System.Buffers.Binary;

namespace DataExport.Core.Events.Pages;

/// <summary>The cells of a page of a table's tree, which stand in the order of their keys (SQLite Database File Format, §1.6).</summary>
internal readonly ref struct PageCells
{
    private readonly ReadOnlySpan<byte> _page;
    private readonly int _headerBytes;

    /// <summary>Looks at a page.</summary>
    public PageCells(ReadOnlySpan<byte> page, int headerBytes)
    {
        _page = page;
        _headerBytes = headerBytes;
        Count = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(page[3..]), (page.Length - headerBytes) / 2);
    }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>Finds the first cell whose key is not below an id; <see cref="Count"/> when there is none. False when the page is damaged.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cell">From which cell on; the one that was found.</param>
    /// <param name="bytesBeforeKey">How many bytes of a cell stand before its key.</param>
    /// <param name="at">Where the cell is in the page.</param>
    /// <param name="key">Its key.</param>
    public bool TryFind(long id, ref int cell, int bytesBeforeKey, out int at, out long key)
    {
        (at, key) = (0, 0);
        var (low, high) = (cell, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var keyAt = CellAt(middle) + bytesBeforeKey;
            if (!RecordFormat.TryReadVarint(_page, ref keyAt, out var middleKey))
            {
                return false;
            }

            (low, high) = middleKey < id ? (middle + 1, high) : (low, middle);
        }

        cell = low;
        if (low == Count)
        {
            return true;
        }

        at = CellAt(low);
        var position = at + bytesBeforeKey;
        return RecordFormat.TryReadVarint(_page, ref position, out key);
    }

    /// <summary>Finds the record of an id in a leaf; false when it is not there or the page is damaged.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cell">From which cell on; the one after it.</param>
    /// <param name="at">Where the record is in the page.</param>
    /// <param name="length">Its length, of which a part can be on other pages.</param>
    public bool TryFindRecord(long id, ref int cell, out int at, out long length)
    {
        // Mostly it is the next one. A leaf has few cells, so walking on is as fast as any way.
        for (; cell < Count; cell++)
        {
            at = CellAt(cell);
            if (!RecordFormat.TryReadVarint(_page, ref at, out length) || !RecordFormat.TryReadVarint(_page, ref at, out var key))
            {
                return false;
            }

            if (key >= id)
            {
                cell++;
                return key == id;
            }
        }

        (at, length) = (0, 0);
        return false;
    }

    private int CellAt(int cell) => BinaryPrimitives.ReadUInt16BigEndian(_page[(_headerBytes + (2 * cell))..]);
}
