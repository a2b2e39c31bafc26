using System.Text;
using DataExport.Core.Database;
using DataExport.Core.Database.Sqlite;
using DataExport.Core.Events;
using DataExport.Core.Events.Pages;
using DataExport.Core.Queries;
using DataExport.Core.Queries.Discover;
using DataExport.Core.Queries.Fields;
using DataExport.Core.Queries.Reading;
using DataExport.Core.Queries.Scratch;
using DataExport.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace DataExport.Tests.Core;

/// <summary>An event store of its own in a temporary folder, and a reader of queries over it.</summary>
public sealed class TemporaryStore : IAsyncDisposable
{
    /// <summary>The slugs of the projects that queries know.</summary>
    internal static readonly Dictionary<int, string> Slugs = new() { [1] = "shop", [2] = "back-office", [3] = "x" };

    private readonly TemporaryFolder _folder = new();
    private readonly DataDirectory _directory;

    public TemporaryStore()
    {
        SqliteRuntime.Initialize();
        _directory = DataDirectory.Claim(_folder.Path);
        Database = new EventDatabase(_directory);
        Store = new EventStore(Database, new EventWriter(Database, NullLogger<EventWriter>.Instance));
        Scratch = new ScratchFolder(_directory);
        Runner = new QueryRunner(Store, Scratch);
    }

    internal EventDatabase Database { get; }

    internal EventStore Store { get; }

    internal QueryRunner Runner { get; }

    internal ScratchFolder Scratch { get; }

    /// <summary>Stores events in one commit.</summary>
    internal Task AddAsync(params IEnumerable<NewEvent> events) =>
        Store.Writer.RunAsync(session => events.Count(session.Insert), CancellationToken.None);

    /// <summary>Runs SQL of the test's own as the writer does, in one commit.</summary>
    internal Task ExecuteAsync(string sql) => Store.Writer.RunAsync(
        session =>
        {
            session.Connection.Execute(sql);
            return 0;
        },
        CancellationToken.None);

    /// <summary>Reads columns of events by their pages.</summary>
    internal EventPages OpenPages(SqliteConnectionHandle connection, IReadOnlyList<IReadOnlyList<string>> columns) => Store.OpenPages(Store.FindShape(connection)!, columns);

    /// <summary>Whether the messages of events can be read by their pages.</summary>
    internal bool TryReadPages(params long[] ids)
    {
        using var connection = Database.OpenReader();
        var pages = OpenPages(connection, [["message"]]);
        return pages.TryRead(ids, [.. Enumerable.Range(0, ids.Length)], pages.CreateRows());
    }

    /// <summary>The file of the events. It is not opened and closed here, which would take this process's locks off it.</summary>
    internal byte[] ReadFile()
    {
        var bytes = new byte[4096 * Number("PRAGMA page_count")];
        Assert.True(Database.Settled.TryRead(bytes, 0));
        return bytes;
    }

    /// <summary>Returns when all that is stored can be read by its pages.</summary>
    internal Task SettleAsync() => Eventually.TrueAsync(TrySettleAsync, "all events are in the file itself");

    /// <summary>Asks for that once, and returns whether it came to it, with nothing on its way any more.</summary>
    internal async Task<bool> TrySettleAsync()
    {
        Store.Writer.Settle();

        // What follows a commit is done when the next one is.
        await Store.Writer.RunAsync(_ => 0, CancellationToken.None);
        await Store.Writer.RunAsync(_ => 0, CancellationToken.None);
        return Database.Settled.SettledId >= Store.CutOff;
    }

    /// <summary>A query over all projects, asked an hour after <see cref="Sample.Noon"/>, everything else as it is when left out.</summary>
    internal static DiscoverQuery Query(string search, params string[] fields) =>
        new()
        {
            Field = fields, Query = search, Project = [.. Slugs.Keys], Sort = [new FieldList(fields).DefaultSort],
            Now = Timestamps.ToDateTime(Sample.Noon).AddHours(1), StatusChange = long.MaxValue,
        };

    /// <summary>Starts reading; up to what is stored now unless told.</summary>
    internal RowReader Open(FrozenQuery query, long? cutOff = null, TimeZoneInfo? zone = null, RowKey? after = null, CancellationToken cancellationToken = default) =>
        Runner.Read(query, new QueryBounds(cutOff ?? Store.CutOff, Slugs), zone ?? TimeZoneInfo.Utc, after, cancellationToken);

    /// <summary>All rows; null for a cell that holds nothing.</summary>
    internal List<string?[]> Rows(FrozenQuery query, long? cutOff = null, TimeZoneInfo? zone = null)
    {
        using var reader = Open(query, cutOff, zone);
        var rows = new List<string?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.ColumnCount).Select(column => Text(reader.Cell(column)))]);
        }

        return rows;
    }

    /// <summary>The only column of a query.</summary>
    internal List<string?> Column(string search, string field) => [.. Rows(Query(search, field)).Select(row => row[0])];

    /// <summary>A number that a statement of the test's own finds.</summary>
    internal long Number(string sql)
    {
        using var connection = Database.OpenReader();
        using var statement = connection.Prepare(sql);
        return statement.Step() ? statement.Int64(0) : 0;
    }

    public async ValueTask DisposeAsync()
    {
        await Store.Writer.DisposeAsync().AsTask().WaitAsync(Eventually.Deadline);
        _directory.Dispose();
        _folder.Dispose();
    }

    private static string? Text(Cell cell) => cell.Kind == CellKind.Null ? null : Encoding.UTF8.GetString(cell.Utf8);
}
