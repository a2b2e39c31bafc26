using System.Buffers.Binary;

namespace DataExport.Core.Events.Pages;

/// <summary>The cells of a page of the index by time, which stand in the order of their keys (SQLite Database File Format, §1.6).</summary>
internal readonly ref struct IndexCells
{
    // The greatest serial type of a number; 7, a floating-point one, is in no such key.
    private const byte LastNumber = 9;

    private readonly ReadOnlySpan<byte> _page;
    private readonly int _headerBytes;

    /// <summary>Looks at a page.</summary>
    public IndexCells(ReadOnlySpan<byte> page, bool isInterior)
    {
        _page = page;
        IsInterior = isInterior;
        _headerBytes = isInterior ? 12 : 8;
        Count = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(page[3..]), (page.Length - _headerBytes) / 2);
    }

    /// <summary>Whether pages are below this one.</summary>
    public bool IsInterior { get; }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>The page with what comes before a cell's key, or after the last; 0 when the page is damaged.</summary>
    public long Child(int cell)
    {
        var at = cell == Count ? 8 : CellAt(cell);
        return at + 4 <= _page.Length ? BinaryPrimitives.ReadUInt32BigEndian(_page[at..]) : 0;
    }

    /// <summary>Reads a key: a record of project, time and id; all of them numbers, so it is never long.</summary>
    public bool TryRead(int cell, out long project, out EventKey key)
    {
        (project, key) = (0, default);
        var at = CellAt(cell) + (IsInterior ? 4 : 0);
        if (at + 5 > _page.Length || _page[at] > 0x7f || _page[at + 1] != 4)
        {
            return false;
        }

        var (ofProject, ofTime, ofId) = (_page[at + 2], _page[at + 3], _page[at + 4]);
        at += 5;
        if (ofProject > LastNumber || ofTime > LastNumber || ofId > LastNumber || at + Length(ofProject) + Length(ofTime) + Length(ofId) > _page.Length)
        {
            return false;
        }

        project = RecordFormat.Integer(ofProject, _page[at..]);
        at += Length(ofProject);
        var time = RecordFormat.Integer(ofTime, _page[at..]);
        at += Length(ofTime);
        key = new EventKey(time, RecordFormat.Integer(ofId, _page[at..]));
        return true;
    }

    private static int Length(byte serialType) => RecordFormat.ShortLengths[serialType];

    private int CellAt(int cell) => BinaryPrimitives.ReadUInt16BigEndian(_page[(_headerBytes + (2 * cell))..]);
}
