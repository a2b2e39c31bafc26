using System.Buffers.Binary;

namespace DataExport.Core.Events.Pages;

/// <summary>A page of the tree of a table or an index (SQLite Database File Format, §1.6). It can be garbage, which it must be safe to look at.</summary>
internal readonly ref struct TreePage
{
    /// <summary>How many levels of pages a tree can have; one with a hundred times as many events as SQLite allows has fewer.</summary>
    public const int MostLevels = 12;

    private const byte IndexInterior = 2;
    private const byte TableInterior = 5;
    private const byte IndexLeaf = 10;
    private const byte TableLeaf = 13;
    private readonly int _headerBytes;

    /// <summary>Looks at a page.</summary>
    public TreePage(ReadOnlySpan<byte> bytes)
    {
        Bytes = bytes;
        _headerBytes = IsInterior ? 12 : 8;
        Count = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(bytes[3..]), (bytes.Length - _headerBytes) / 2);
    }

    /// <summary>All of it.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>How many cells it has.</summary>
    public int Count { get; }

    /// <summary>Whether other pages are below it.</summary>
    public bool IsInterior => Bytes[0] is IndexInterior or TableInterior;

    /// <summary>Whether it is of a table.</summary>
    public bool IsOfTable => Bytes[0] is TableInterior or TableLeaf;

    /// <summary>Whether it is of an index.</summary>
    public bool IsOfIndex => Bytes[0] is IndexInterior or IndexLeaf;

    /// <summary>Where a cell is; it can be beyond the end.</summary>
    public int CellAt(int cell) => BinaryPrimitives.ReadUInt16BigEndian(Bytes[(_headerBytes + (2 * cell))..]);

    /// <summary>The number of the page below with what comes up to a cell's key, or after the last; 0 when that is damaged.</summary>
    public long Child(int cell)
    {
        var at = cell == Count ? 8 : CellAt(cell);
        return at + 4 <= Bytes.Length ? BinaryPrimitives.ReadUInt32BigEndian(Bytes[at..]) : 0;
    }
}
