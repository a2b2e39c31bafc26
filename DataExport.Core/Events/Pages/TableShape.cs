using System.Buffers.Binary;
using DataExport.Core.Database.Sqlite;

namespace DataExport.Core.Events.Pages;

/// <summary>Where the table of the events and its index by time begin in their file, and how pages and records are laid out.</summary>
internal sealed class TableShape
{
    private const uint Utf8 = 1;

    // A page of 65,536 bytes is written as 1.
    private const int LeastPageBytes = 512;

    /// <summary>Size of a page, bytes.</summary>
    public required int PageBytes { get; init; }

    /// <summary>The number of the page that the table begins at; pages count from 1.</summary>
    public required long RootPage { get; init; }

    /// <summary>The number of the page that its index by project, time and id begins at.</summary>
    public required long TimeIndexRoot { get; init; }

    /// <summary>The places of the columns in a record. The id is none of them: it is the key.</summary>
    public required IReadOnlyDictionary<string, int> Places { get; init; }

    /// <summary>Finds it out; null for a file that is laid out in another way than this product makes it, or is not there yet.</summary>
    public static TableShape? Find(SqliteConnectionHandle connection, SettledFile file)
    {
        // SQLite Database File Format, §1.3: the size of a page, bytes that are kept free at its end, and the encoding of texts.
        Span<byte> header = stackalloc byte[100];
        if (!file.TryRead(header, 0) || header[20] != 0 || BinaryPrimitives.ReadUInt32BigEndian(header[56..]) != Utf8)
        {
            return null;
        }

        // Earlier records do not have a column that was added later; they are read as if its default were NULL.
        using var defaults = connection.Prepare("SELECT 1 FROM pragma_table_info('events') WHERE dflt_value IS NOT NULL");
        var pageBytes = BinaryPrimitives.ReadUInt16BigEndian(header[16..]);
        return pageBytes < LeastPageBytes || defaults.Step() ? null : new TableShape
        {
            PageBytes = pageBytes, RootPage = FindRoot(connection, "events"), TimeIndexRoot = FindRoot(connection, "events_by_time"), Places = FindPlaces(connection),
        };
    }

    private static long FindRoot(SqliteConnectionHandle connection, string name)
    {
        using var root = connection.Prepare("SELECT rootpage FROM sqlite_schema WHERE name = ?").Bind(1, name);
        return root.Step() ? root.Int64(0) : 0;
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
