using DataExport.Core.Database.Sqlite;
using DataExport.Core.Events;
using DataExport.Core.Queries.Compilation;
using DataExport.Core.Queries.Discover;
using DataExport.Core.Queries.Fields;
using DataExport.Core.Queries.IssuesByTag;
using DataExport.Core.Queries.Scratch;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DataExport.Core.Queries.Reading;

/// <summary>Runs queries against the event store.</summary>
public sealed class QueryRunner(EventStore store, ScratchFolder scratch)
{
    private readonly ScratchFiles _files = new(scratch, store);

    /// <summary>
    /// Opens a reader over the rows of a query. Where their order is no index's, all of them are found first, in a scratch file
    /// that goes with the reader; bounds with <see cref="QueryBounds.Most"/> make that shorter.
    /// </summary>
    /// <param name="query">The query.</param>
    /// <param name="bounds">The cut-off and the slugs that belong to it.</param>
    /// <param name="zone">The zone that times are written in.</param>
    /// <param name="after">The key to go on after; null for the start.</param>
    /// <param name="cancellationToken">Ends reading, also in the midst of a long search.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="SqliteException">The store failed, or there is no room for the scratch file.</exception>
    public RowReader Read(FrozenQuery query, QueryBounds bounds, TimeZoneInfo zone, RowKey? after, CancellationToken cancellationToken)
    {
        if (!NeedsScratch(query))
        {
            return ReadInOrder((DiscoverQuery)query, bounds, zone, after, cancellationToken);
        }

        var name = scratch.NewPassingName();
        var plan = Compile(query, bounds, zone);
        try
        {
            _files.Build(name, plan, bounds, cancellationToken);
            return _files.Open(name, plan, after, cancellationToken, () => scratch.DeletePassing(name));
        }
        catch
        {
            scratch.DeletePassing(name);
            throw;
        }
    }

    /// <summary>
    /// Whether the rows have to be found and put into a scratch file before the first can be read: their order is no index's, or
    /// what they are found by can change meanwhile.
    /// </summary>
    public static bool NeedsScratch(FrozenQuery query) =>
        query is not DiscoverQuery discover || new FieldList(discover.Field).IsGrouped || discover.Sort is not ["timestamp" or "-timestamp"];

    /// <summary>Finds the rows of a query that <see cref="NeedsScratch"/> and puts them into the scratch file of that name, unless it has them.</summary>
    /// <param name="name">The name of the scratch file.</param>
    /// <param name="query">The query.</param>
    /// <param name="bounds">The cut-off and the slugs that belong to it.</param>
    /// <param name="cancellationToken">Ends it, also in the midst of a long search.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing is left of it.</exception>
    /// <exception cref="SqliteException">The store failed, or there is no room; nothing is left of it.</exception>
    public ScratchResult Prepare(string name, FrozenQuery query, QueryBounds bounds, CancellationToken cancellationToken)
    {
        var isNew = !_files.IsComplete(name);
        if (isNew && FindMissing(query, bounds) is { } missing)
        {
            return new ScratchResult.Missing(missing);
        }

        if (isNew)
        {
            _files.Build(name, Compile(query, bounds, TimeZoneInfo.Utc), bounds, cancellationToken);
        }

        return new ScratchResult.Ready(_files.CountRows(name), isNew);
    }

    /// <summary>Opens a reader over the rows that <see cref="Prepare"/> has put into the scratch file of that name.</summary>
    public RowReader ReadPrepared(
        string name, FrozenQuery query, QueryBounds bounds, TimeZoneInfo zone, RowKey? after, CancellationToken cancellationToken) =>
        _files.Open(name, Compile(query, bounds, zone), after, cancellationToken);

    /// <summary>How many events of the projects were ever removed below the cut-off; a change means that a file may lack rows.</summary>
    public long CountRemoved(QueryBounds bounds) => store.Removed(bounds.ProjectSlugs.Keys, bounds.CutOff);

    /// <summary>Counts the rows of a query; null when that takes longer than the token allows.</summary>
    public long? Count(FrozenQuery query, QueryBounds bounds, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        using var connection = store.OpenReader();
        using var interrupt = connection.InterruptWhen(cancellationToken);
        try
        {
            return CountSql(connection, query, bounds).Sum(sql =>
            {
                using var statement = connection.Prepare(sql.ToString());
                sql.Bind(statement);
                return statement.Step() ? statement.Int64(0) : 0;
            });
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_INTERRUPT && cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static IEnumerable<SqlText> CountSql(SqliteConnectionHandle connection, FrozenQuery query, QueryBounds bounds) => query switch
    {
        IssuesByTagQuery tag => [IssuesByTagCompiler.Count(tag, bounds)],
        DiscoverQuery discover when new FieldList(discover.Field).IsGrouped => [GroupCompiler.Count(discover, bounds)],
        DiscoverQuery discover => SearchCount.Of(connection, discover, bounds),
        _ => throw new InvalidOperationException($"There is no query of the type {query.GetType().Name}."),
    };

    private static ScratchPlan Compile(FrozenQuery query, QueryBounds bounds, TimeZoneInfo zone) => query switch
    {
        IssuesByTagQuery tag => IssuesByTagCompiler.Compile(tag, bounds, zone),
        DiscoverQuery discover when new FieldList(discover.Field).IsGrouped => GroupCompiler.Compile(discover, bounds, zone),
        _ => SortedCompiler.Compile((DiscoverQuery)query, bounds, zone),
    };

    private RowReader ReadInOrder(DiscoverQuery query, QueryBounds bounds, TimeZoneInfo zone, RowKey? after, CancellationToken cancellationToken)
    {
        var plan = DiscoverCompiler.Compile(query, bounds.CutOff, bounds.ProjectSlugs, zone);
        var connection = store.OpenReader();
        try
        {
            return new PagedRows(connection, plan, store, store.FindShape(connection), after, cancellationToken);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>What a query names that is not there any more, as a sentence; null when all of it is.</summary>
    private string? FindMissing(FrozenQuery query, QueryBounds bounds)
    {
        if (query is not IssuesByTagQuery tag)
        {
            return null;
        }

        using var connection = store.OpenReader();
        using var issue = connection.Prepare("SELECT 1 FROM issues WHERE id = ? AND project_id = ?").Bind(1, tag.Group).Bind(2, tag.Project);
        if (!issue.Step())
        {
            return "Requested issue does not exist";
        }

        var sql = IssuesByTagCompiler.FindKey(tag, bounds);
        using var key = connection.Prepare(sql.ToString());
        sql.Bind(key);
        return key.Step() ? null : "Requested key does not exist";
    }
}
