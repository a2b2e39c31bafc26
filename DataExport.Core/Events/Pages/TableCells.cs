namespace DataExport.Core.Events.Pages;

/// <summary>The cells of a page of the table, which stand in the order of their ids (SQLite Database File Format, §1.6).</summary>
internal readonly ref struct TableCells(TreePage page)
{
    private const int BytesBeforeKey = 4;
    private const int Near = 2;
    private readonly TreePage _page = page;

    /// <summary>Finds the page below which an id is; false when the page is damaged.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cell">From which cell on; the one that was found.</param>
    /// <param name="lastId">The last id that can be below it; the greatest number for the page after the last cell.</param>
    public bool TryFindChild(long id, ref int cell, out long lastId)
    {
        // Mostly it is the same one or the next.
        for (var last = cell + Near; cell < last && cell < _page.Count; cell++)
        {
            if (!TryReadKey(cell, out lastId))
            {
                return false;
            }

            if (lastId >= id)
            {
                return true;
            }
        }

        lastId = long.MaxValue;
        for (var high = _page.Count; cell < high;)
        {
            var middle = (cell + high) >>> 1;
            if (!TryReadKey(middle, out var key))
            {
                return false;
            }

            (cell, high) = key < id ? (middle + 1, high) : (cell, middle);
        }

        return cell == _page.Count || TryReadKey(cell, out lastId);
    }

    /// <summary>Finds the record of an id in a leaf; false when it is not there or the page is damaged.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cell">From which cell on; the one after it.</param>
    /// <param name="at">Where the record is in the page.</param>
    /// <param name="length">Its length, of which a part can be on other pages.</param>
    public bool TryFindRecord(long id, ref int cell, out int at, out long length)
    {
        // Mostly it is the next one. A leaf has few cells, so walking on is as fast as any way.
        for (; cell < _page.Count; cell++)
        {
            at = _page.CellAt(cell);
            if (!RecordFormat.TryReadVarint(_page.Bytes, ref at, out length) || !RecordFormat.TryReadVarint(_page.Bytes, ref at, out var key))
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

    private bool TryReadKey(int cell, out long key)
    {
        var at = _page.CellAt(cell) + BytesBeforeKey;
        return RecordFormat.TryReadVarint(_page.Bytes, ref at, out key);
    }
}
