using System.Buffers.Binary;
using DataExport.Core.Database.Sqlite;

namespace DataExport.Core.Events.Pages;

/// <summary>Where the table of the events begins in its file, and how its pages and records are laid out.</summary>
internal sealed class TableShape
{
    private const uint Utf8 = 1;

    private TableShape(int pageBytes, long rootPage, IReadOnlyDictionary<string, int> places) =>
        (PageBytes, RootPage, Places) = (pageBytes, rootPage, places);

    /// <summary>Size of a page, bytes.</summary>
    public int PageBytes { get; }

    /// <summary>The number of the page that the table begins at; pages count from 1.</summary>
    public long RootPage { get; }

    /// <summary>The places of the columns in a record. The id is none of them: it is the key.</summary>
    public IReadOnlyDictionary<string, int> Places { get; }

    /// <summary>Finds it out; null for a file that is laid out in another way than this product makes it, or is not there yet.</summary>
    public static TableShape? Find(SqliteConnectionHandle connection, SettledFile file)
    {
        // SQLite Database File Format, §1.3: the size of a page, bytes that are kept free at its end, and the encoding of texts.
        Span<byte> header = stackalloc byte[100];
        if (!file.TryRead(header, 0) || header[20] != 0 || BinaryPrimitives.ReadUInt32BigEndian(header[56..]) != Utf8)
        {
            return null;
        }

        var pageBytes = BinaryPrimitives.ReadUInt16BigEndian(header[16..]);
        using var root = connection.Prepare("SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = 'events'");
        return root.Step() && pageBytes >= 512 ? new TableShape(pageBytes, root.Int64(0), FindPlaces(connection)) : null;
    }

    private static Dictionary<string, int> FindPlaces(SqliteConnectionHandle connection)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        using var columns = connection.Prepare("SELECT name, cid FROM pragma_table_info('events') WHERE pk = 0");
        while (columns.Step())
        {
            places.Add(columns.Text(0)!, (int)columns.Int64(1));
        }

        return places;
    }
}
